using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// The last state for other programs: <c>.f32</c>, planar 32-bit floats, aliveness then state, little-endian, or <c>.npz</c>, the same as
/// NumPy's arrays with names. Several worlds that live at once stand behind each other in each plane.
/// </summary>
internal sealed class GridOutput : RunObserver
{
    private const string Named = ".npz";

    private readonly string path;

    public GridOutput(string path)
        : base(interval: null)
    {
        FileEnding.Require(path, "dumped grids", ".f32", Named);
        this.path = path;
    }

    public override string Written => path;

    public override void Finish(ConfiguredWorld world)
    {
        bool isNamed = path.EndsWith(Named, StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, isNamed ? target => WriteArrays(target, world.World) : world.World.WriteGrid);
    }

    private static void WriteArrays(Stream target, World world)
    {
        (int entities, int channels) = (1 + world.Parameters.Species, world.Parameters.StateChannels + world.Parameters.HiddenChannels);
        int[] grid = [world.Parameters.GridHeight, world.Parameters.GridWidth];
        grid = world.Parameters.WorldCount > 1 ? [world.Parameters.WorldCount, .. grid] : grid;
        using NumpyArchive archive = new(target);
        archive.Add("aliveness", [entities, .. grid], Planes(world, 0, entities));
        archive.Add("state", [channels, .. grid], Planes(world, entities, channels));
        archive.Add("walls", grid, [world.ReadWalls()]);
        archive.Add("step", [], [[world.StepNumber]]);
    }

    // One after another, since a large grid does not fit into memory twice.
    private static IEnumerable<float[]> Planes(World world, int first, int count) =>
        Enumerable.Range(first, count).Select(world.ReadPlane);
}
