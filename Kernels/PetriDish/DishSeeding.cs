using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>Gives listed cells of each world to the species, the first ones to the first.</summary>
public readonly struct DishSeeding : IDeviceBody<DishSeeding.Arguments>, ISimdBody<DishSeeding.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>How cells are seeded.</summary>
        public SeededCell Cell;

        /// <summary>Row-major numbers of cells of a world, <c>[worlds][species · seeds]</c>, none of them twice in a world.</summary>
        public ArrayView<int> Cells;

        /// <summary>Cells of each species.</summary>
        public int Seeds;

        /// <summary>The worlds.</summary>
        public WorldStack Worlds;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats(arguments.Cells.Length * (arguments.Cell.Entities + arguments.Cell.Channels));

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Cells.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Plant(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Worlds.Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int ofWorld = OfWorld(a);
        for (int seed = tile * ofWorld; seed < (tile + 1) * ofWorld; seed++)
        {
            Plant(a, seed);
        }
    }

    private static int OfWorld(in Arguments a) => (a.Cell.Entities - 1) * a.Seeds;

    private static void Plant(in Arguments a, int seed)
    {
        Area world = a.Worlds[seed / OfWorld(a)];
        a.Cell.Write(1 + seed % OfWorld(a) / a.Seeds, world.RowOf(a.Cells[seed]), world.ColumnOf(a.Cells[seed]));
    }
}
