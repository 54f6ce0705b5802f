using System.Text.RegularExpressions;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>The folder that branches are written to.</summary>
internal sealed partial class BranchFolder
{
    private readonly OutputFolder folder;
    private readonly Palette palette;
    private readonly long metricsInterval;

    /// <param name="folder">Where.</param>
    /// <param name="overwrites">Whether older branches may go.</param>
    /// <param name="palette">The pictures' colours.</param>
    /// <param name="metricsInterval">Steps from one line of a table to the next.</param>
    /// <exception cref="UserException">It cannot be written to, or holds older branches.</exception>
    public BranchFolder(string folder, bool overwrites, Palette palette, long metricsInterval)
    {
        this.folder = new OutputFolder(folder, "branches", Name(), overwrites);
        this.palette = palette;
        this.metricsInterval = metricsInterval;
        AtomicFile.CheckWritable(ContactSheet);
        AtomicFile.CheckWritable(Comparison);
    }

    public string ContactSheet => folder["contact-sheet.png"];

    public string Comparison => folder["comparison.csv"];

    /// <summary>The file of a branch's last state.</summary>
    public string WorldOf(Branch branch) => folder[branch.Name + EcoFile.Extension];

    /// <summary>What one branch writes.</summary>
    public RunOutputs Open(Branch branch, WorldParameters parameters, EcoParent parent)
    {
        RunOutputs outputs = new();
        outputs.Add(new PictureOutput(folder[branch.Name + ".png"], new PictureStyle(new(Layer.Territory), palette)));
        outputs.Add(new WorldOutput(WorldOf(branch), _ => { }, parent));
        outputs.Add(new MetricsOutput(folder[branch.Name + ".csv"], metricsInterval, parameters));
        return outputs;
    }

    /// <summary>Removes older branches, now that there will be new ones.</summary>
    public void Clear() => folder.Clear();

    [GeneratedRegex(@"^([0-9]{2,}\.(eco|png|csv)|contact-sheet\.png|comparison\.csv)$")]
    private static partial Regex Name();
}
