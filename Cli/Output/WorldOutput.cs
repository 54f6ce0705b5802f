using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>The last state as a world file, with the file that the world was branched from, if it was.</summary>
internal sealed class WorldOutput : RunObserver
{
    private readonly string path;
    private readonly Action<string> note;
    private readonly EcoParent? parent;

    public WorldOutput(string path, WorldParameters parameters, Action<string> note, EcoParent? parent = null)
        : base(interval: null)
    {
        WorldFile.CheckHolds(path, parameters);
        AtomicFile.CheckWritable(path);
        this.path = path;
        this.note = note;
        this.parent = parent;
    }

    public override string Written => path;

    public override void Finish(ConfiguredWorld world)
    {
        EcoExtras extras = Thumbnail.AddTo(world.Extras, world.World, Palette.Find(Palette.Names[0]));
        WorldFile.Save(path, world, note, extras, parent);
    }
}
