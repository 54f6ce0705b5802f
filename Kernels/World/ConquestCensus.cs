using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// How many open cells a step takes from whom and gives to whom. A cell is its winner's: the entity of the largest aliveness, the lowest of
/// equals, the sun where nobody has any.
/// </summary>
/// <remarks>Counts are whole numbers that go on growing, so how the grid is cut into bands and rows changes none of them.</remarks>
public readonly struct ConquestCensus : IDeviceBody<ConquestCensus.Arguments>, ISimdBody<ConquestCensus.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness before the step, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Before;

        /// <summary>Aliveness after it.</summary>
        public Planes After;

        /// <summary>1 in wall cells, 0 elsewhere, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>What it adds to, <c>[rows of the whole][from][to]</c>; on the diagonal are cells that changed no hands.</summary>
        public ArrayView<long> Counts;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The whole grid.</summary>
        public Area Whole;

        /// <summary>Rows to count.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => CountRow(a, a.Target.Y + index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        CountRow(a, a.Target.Y + tile);

    private static void CountRow(in Arguments a, int y)
    {
        long first = (long)(y - a.Whole.Y) * a.Entities * a.Entities;
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            if (a.Walls.At(0, y, x) < 0.5f)
            {
                int from = Winner(a.Before, a.Entities, y, x);
                int to = Winner(a.After, a.Entities, y, x);
                a.Counts[first + from * a.Entities + to]++;
            }
        }
    }

    private static int Winner(in Planes grid, int entities, int y, int x)
    {
        int winner = 0;
        float most = grid.At(0, y, x);
        for (int entity = 1; entity < entities; entity++)
        {
            float aliveness = grid.At(entity, y, x);
            if (aliveness > most)
            {
                most = aliveness;
                winner = entity;
            }
        }

        return winner;
    }
}
