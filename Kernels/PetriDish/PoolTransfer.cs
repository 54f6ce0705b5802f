using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>
/// Copies the worlds of a batch out of their slots of the pool, or back into them, of which those in which a species died out are left as
/// they are.
/// </summary>
/// <remarks>Copies of one slot end alike, so it does not matter which of them comes back last.</remarks>
public readonly struct PoolTransfer : IDeviceBody<PoolTransfer.Arguments>, ISimdBody<PoolTransfer.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The batch's grids, <c>[planes][y][x]</c>.</summary>
        public Planes Batch;

        /// <summary>The pool's, <c>[planes][y][x]</c>.</summary>
        public Planes Pool;

        /// <summary>Planes of each.</summary>
        public int Count;

        /// <summary>The slot of each world of the batch, from <see cref="PoolSlots"/>.</summary>
        public ArrayView<float> Slots;

        /// <summary>1 to put worlds back, 0 to take them out.</summary>
        public int PutsBack;

        /// <summary>Σ over cells of each entity's aliveness, <c>[entities][batch]</c>; read where worlds are put back.</summary>
        public ArrayView<float> Populations;

        /// <summary>Species whose populations must be more than 0; 0 to put all worlds back.</summary>
        public int Species;

        /// <summary>The batch.</summary>
        public WorldStack Worlds;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Worlds.Grid, 2 * arguments.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Count * arguments.Worlds.Grid.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        Area grid = a.Worlds.Grid;
        int cells = grid.Width * grid.Height;
        int plane = index / cells;
        int x = grid.ColumnOf(index % cells);
        int y = grid.RowOf(index % cells);
        int world = a.Worlds.At(y);
        int inPool = PoolRow(a, world, y);
        if (a.PutsBack == 0)
        {
            a.Batch.At(plane, y, x) = a.Pool.At(plane, inPool, x);
        }
        else if (Lives(a, world))
        {
            a.Pool.At(plane, inPool, x) = a.Batch.At(plane, y, x);
        }
    }

    // A tile is a world's plane.

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Count * arguments.Worlds.Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int world = tile % a.Worlds.Count;
        int plane = tile / a.Worlds.Count;
        Area area = a.Worlds[world];
        if (a.PutsBack != 0 && !Lives(a, world))
        {
            return;
        }

        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* batch = a.Batch.Row(plane, y, area.X);
            float* pool = a.Pool.Row(plane, PoolRow(a, world, y), area.X);
            Rows.Copy(a.PutsBack != 0 ? batch : pool, a.PutsBack != 0 ? pool : batch, area.Width);
        }
    }

    private static int PoolRow(in Arguments a, int world, int y) => y + ((int)a.Slots[world] - world) * a.Worlds.Rows;

    private static bool Lives(in Arguments a, int world)
    {
        bool lives = true;
        for (int species = 1; species <= a.Species; species++)
        {
            lives &= a.Populations[species * a.Worlds.Count + world] > 0;
        }

        return lives;
    }
}
