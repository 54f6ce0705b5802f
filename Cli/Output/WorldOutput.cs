using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>The last state as a world file, with the file that the world was branched from, if it was.</summary>
internal sealed class WorldOutput : RunOutput
{
    private readonly string path;
    private readonly Action<string> note;
    private readonly EcoParent? parent;

    public WorldOutput(string path, Action<string> note, EcoParent? parent = null)
        : base(interval: null)
    {
        WorldFile.CheckName(path);
        AtomicFile.CheckWritable(path);
        this.path = path;
        this.note = note;
        this.parent = parent;
    }

    public override void Finish(ConfiguredWorld world) => WorldFile.Save(path, world, note, world.Extras, parent);
}
