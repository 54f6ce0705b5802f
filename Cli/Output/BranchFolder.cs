using System.Globalization;
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
        AtomicFile.CheckWritable(Sheet(null));
        AtomicFile.CheckWritable(Comparison);
        AtomicFile.CheckWritable(Plot);
    }

    public string Comparison => folder["comparison.csv"];

    public string Plot => folder["comparison.png"];

    /// <summary>A contact sheet: the only one, or one of several.</summary>
    public string Sheet(int? number) =>
        folder[$"contact-sheet{(number is int one ? one.ToString("-00", CultureInfo.InvariantCulture) : "")}.png"];

    /// <summary>The file of a branch's last state.</summary>
    public string WorldOf(Branch branch) => folder[branch.Name + EcoFile.Extension];

    /// <summary>The table of what was observed of a branch.</summary>
    public string TableOf(Branch branch) => folder[branch.Name + ".csv"];

    /// <summary>What one branch writes.</summary>
    public RunOutputs Open(Branch branch, WorldParameters parameters, EcoParent? parent)
    {
        RunOutputs outputs = new();
        PictureStyle style = new(new(Layer.Territory), palette);
        outputs.Add(new PictureOutput(folder[branch.Name + ".png"], style, null, parameters));
        outputs.Add(new WorldOutput(WorldOf(branch), parameters, _ => { }, parent));
        outputs.Add(new MetricsOutput(TableOf(branch), metricsInterval, parameters));
        return outputs;
    }

    /// <summary>Removes older branches, now that there will be new ones.</summary>
    public void Clear() => folder.Clear();

    [GeneratedRegex(@"^([0-9]{2,}\.(eco|png|csv)|contact-sheet(-[0-9]{2,})?\.png|comparison\.(csv|png))$")]
    private static partial Regex Name();
}
