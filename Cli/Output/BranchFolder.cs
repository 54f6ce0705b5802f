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
internal sealed class BranchFolder
{
    private readonly string folder;
    private readonly Palette palette;
    private readonly long metricsInterval;

    public BranchFolder(string folder, Palette palette, long metricsInterval)
    {
        this.folder = folder;
        this.palette = palette;
        this.metricsInterval = metricsInterval;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"cannot write branches to '{folder}': it is not a folder and none can be made", exception);
        }

        AtomicFile.CheckWritable(ContactSheet);
        AtomicFile.CheckWritable(Comparison);
    }

    public string ContactSheet => Path.Combine(folder, "contact-sheet.png");

    public string Comparison => Path.Combine(folder, "comparison.csv");

    /// <summary>The file of a branch's last state.</summary>
    public string WorldOf(Branch branch) => Path.Combine(folder, branch.Name + EcoFile.Extension);

    /// <summary>What one branch writes.</summary>
    public RunOutputs Open(Branch branch, WorldParameters parameters, EcoParent parent)
    {
        RunOutputs outputs = new();
        outputs.Add(new PictureOutput(Path.Combine(folder, branch.Name + ".png"), new PictureStyle(new(Layer.Territory), palette)));
        outputs.Add(new WorldOutput(WorldOf(branch), _ => { }, parent));
        outputs.Add(new MetricsOutput(Path.Combine(folder, branch.Name + ".csv"), metricsInterval, parameters));
        return outputs;
    }
}
