using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// Brings back the dead: each species whose aliveness sums to less than 1 gets five seeds at random open cells,
/// aliveness one-hot, state uniform in ±0.1. One thread does it all, for seeds may meet in a cell.
/// </summary>
public readonly struct Respawn : IDeviceBody<Respawn.Arguments>, ISimdBody<Respawn.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>Σ over cells of each entity's aliveness, sun first.</summary>
        public ArrayView<float> Populations;

        /// <summary>Of each species, how often it has come back so far.</summary>
        public ArrayView<int> Respawns;

        /// <summary>One number, set to 1 when a species came back and to 0 when none did.</summary>
        public ArrayView<int> Changed;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Channels of an entity, C.</summary>
        public int Channels;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The step that just ended.</summary>
        public long Step;

        /// <summary>The whole grid.</summary>
        public Area Whole;
    }

    private const int Seeds = 5;
    private const int Tries = 64;
    private const float StateReach = 0.1f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => BringBack(a);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        BringBack(a);

    private static void BringBack(in Arguments a)
    {
        int changed = 0;
        for (int species = 1; species < a.Entities; species++)
        {
            if (a.Populations[species] < 1)
            {
                int planted = 0;
                for (int seed = 0; seed < Seeds; seed++)
                {
                    planted += Plant(a, species, seed);
                }

                if (planted > 0)
                {
                    a.Respawns[species - 1]++;
                    changed = 1;
                }
            }
        }

        a.Changed[0] = changed;
    }

    // Returns the number of seeds planted: 1, or 0 where all cells are walls.
    private static int Plant(in Arguments a, int species, int seed)
    {
        // Of each seed's numbers, the first choose its cell and the rest are its state.
        ulong first = (ulong)((species * Seeds + seed) * (Tries + a.Channels));
        long cell = 0;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            cell = Philox.Below(a.Whole.Cells, a.Seed, RandomStream.Respawn, a.Step, first + (ulong)attempt);
            if (!IsWall(a, cell))
            {
                break;
            }
        }

        // Where almost everything is wall, the next open cell is taken; where everything is, nothing happens.
        for (long passed = 0; IsWall(a, cell); passed++)
        {
            if (passed == a.Whole.Cells)
            {
                return 0;
            }

            cell = (cell + 1) % a.Whole.Cells;
        }

        int x = ColumnOf(a, cell);
        int y = RowOf(a, cell);
        for (int entity = 0; entity < a.Entities; entity++)
        {
            a.Grid.At(entity, y, x) = entity == species ? 1f : 0f;
        }

        for (int channel = 0; channel < a.Channels; channel++)
        {
            float uniform = Philox.Uniform(a.Seed, RandomStream.Respawn, a.Step, first + (ulong)(Tries + channel));
            a.Grid.At(a.Entities + channel, y, x) = StateReach * (2 * uniform - 1);
        }

        return 1;
    }

    private static int ColumnOf(in Arguments a, long cell) => a.Whole.X + (int)(cell % a.Whole.Width);

    private static int RowOf(in Arguments a, long cell) => a.Whole.Y + (int)(cell / a.Whole.Width);

    private static bool IsWall(in Arguments a, long cell) => a.Walls.At(0, RowOf(a, cell), ColumnOf(a, cell)) > 0.5f;
}
