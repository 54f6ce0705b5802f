using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>The last state as planar 32-bit floats, aliveness then state, little-endian.</summary>
internal sealed class GridOutput : RunObserver
{
    private readonly string path;

    public GridOutput(string path)
        : base(interval: null)
    {
        FileEnding.Require(path, "dumped grids", ".f32");
        this.path = path;
    }

    public override void Finish(ConfiguredWorld world) => AtomicFile.Write(path, world.World.WriteGrid);
}
