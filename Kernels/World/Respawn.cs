using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// Adds up what was counted row by row and brings back the dead: each species whose aliveness sums to less than 1 gets five
/// seeds at random open cells, aliveness one-hot, state uniform in ±0.1. Rows that got seeds are counted again. One thread
/// plants all seeds, for they may meet in a cell.
/// </summary>
public readonly struct Respawn : IGroupBody<Respawn.Arguments>, ISimdBody<Respawn.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The rows of the populations, and Σ over cells of each entity's aliveness, sun first, as the result.</summary>
        public RowTotals.Arguments Populations;

        /// <summary>Of each species, how often it has come back so far.</summary>
        public ArrayView<int> Respawns;

        /// <summary>Room for the number of seeds, then for the row of each: <c>[1 + 5 · species]</c>.</summary>
        public ArrayView<int> Planted;

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

    /// <summary>Seeds of a species that comes back.</summary>
    public const int Seeds = 5;

    private const float StateReach = 0.1f;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => RowTotals.CostOf(arguments.Populations);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Alone(GroupRows.OfRows, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        RowTotals.TotalByGroup(a.Populations);
        if (Group.IdxX == 0 && Group.IdxY == 0)
        {
            BringBack(a);
            for (int entity = 0; entity < a.Entities && a.Planted[0] > 0; entity++)
            {
                a.Populations.Totals[entity] = Recount(a, entity);
            }
        }
    }

    // By one thread, in the order of a group's strands. It happens seldom, so it need not be fast.
    private static float Recount(in Arguments a, int entity)
    {
        KahanSum total = default;
        for (int first = 0; first < GroupRows.OfRows; first += GroupRows.OfRows / GroupRows.Parts)
        {
            KahanSum part = default;
            for (int strand = first; strand < first + GroupRows.OfRows / GroupRows.Parts; strand++)
            {
                KahanSum sum = default;
                for (int row = strand; row < a.Whole.Height; row += GroupRows.OfRows)
                {
                    sum.Add(HasSeeds(a, row)
                        ? Census.RowSumAlone(a.Grid, entity, a.Whole.Y + row, a.Whole.X, a.Whole.Width)
                        : a.Populations.RowSums[entity * a.Whole.Height + row]);
                }

                part += sum;
            }

            total += part;
        }

        return total.Total;
    }

    private static bool HasSeeds(in Arguments a, int row)
    {
        bool found = false;
        for (int seed = 0; seed < a.Planted[0]; seed++)
        {
            found |= a.Planted[1 + seed] == row;
        }

        return found;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        RowTotals.TotalAll(a.Populations);
        BringBack(a);
        for (int seed = 0; seed < a.Planted[0]; seed++)
        {
            int row = a.Planted[1 + seed];
            for (int entity = 0; entity < a.Entities; entity++)
            {
                float sum = Census.RowSum<L, V>(a.Grid.Row(entity, a.Whole.Y + row, a.Whole.X), a.Whole.Width);
                a.Populations.RowSums[(long)entity * a.Whole.Height + row] = sum;
            }
        }

        if (a.Planted[0] > 0)
        {
            RowTotals.TotalAll(a.Populations);
        }
    }

    private static void BringBack(in Arguments a)
    {
        int planted = 0;
        for (int species = 1; species < a.Entities; species++)
        {
            if (a.Populations.Totals[species] < 1)
            {
                int before = planted;
                for (int seed = 0; seed < Seeds; seed++)
                {
                    planted += Plant(a, species, seed, planted);
                }

                if (planted > before)
                {
                    a.Respawns[species - 1]++;
                }
            }
        }

        a.Planted[0] = planted;
    }

    // Returns the number of seeds planted: 1, or 0 where all cells are walls.
    private static int Plant(in Arguments a, int species, int seed, int planted)
    {
        // Of each seed's numbers, the first choose its cell and the rest are its state.
        ulong first = (ulong)((species * Seeds + seed) * (OpenCell.Tries + a.Channels));
        long cell = OpenCell.Draw(a.Walls, a.Whole, a.Seed, RandomStream.Respawn, a.Step, first);
        if (cell < 0)
        {
            return 0;
        }

        int x = OpenCell.ColumnOf(a.Whole, cell);
        int y = OpenCell.RowOf(a.Whole, cell);
        a.Planted[1 + planted] = y - a.Whole.Y;
        for (int entity = 0; entity < a.Entities; entity++)
        {
            a.Grid.At(entity, y, x) = entity == species ? 1f : 0f;
        }

        for (int channel = 0; channel < a.Channels; channel++)
        {
            float uniform = Philox.Uniform(a.Seed, RandomStream.Respawn, a.Step, first + (ulong)(OpenCell.Tries + channel));
            a.Grid.At(a.Entities + channel, y, x) = StateReach * (2 * uniform - 1);
        }

        return 1;
    }
}
