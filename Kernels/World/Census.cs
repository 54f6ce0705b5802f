using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>First half of counting: the sum of each entity's aliveness over each row.</summary>
/// <remarks>Sums keep what rounding loses (Kahan), in a fixed order, so the same grid has the same sums.</remarks>
public readonly struct Census : IGroupBody<Census.Arguments>, ISimdBody<Census.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>The result, <c>[entities][rows of the target]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>Cells to count.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, arguments.Entities);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover((long)arguments.Entities * arguments.Target.Height, GroupRows.OfCells, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Entities * a.Target.Height;
        int entity = GroupRows.Row / a.Target.Height;
        int y = a.Target.Y + GroupRows.Row % a.Target.Height;
        float sum = RowSum(shared, a.Grid, entity, y, a.Target.X, exists ? a.Target.Width : 0);
        if (exists && Group.IdxX == 0)
        {
            a.RowSums[GroupRows.Row] = sum;
        }
    }

    /// <summary>The sum of a row's cells; all threads of a group call it together.</summary>
    internal static float RowSum(ArrayView<float> shared, in Planes grid, int entity, int y, int left, int width)
    {
        Group.Barrier();
        for (int strand = Group.IdxX; strand < GroupRows.OfCells; strand += Group.DimX)
        {
            KahanSum sum = default;
            for (int x = strand; x < width; x += GroupRows.OfCells)
            {
                sum.Add(grid.At(entity, y, left + x));
            }

            GroupRows.Put(shared, strand, GroupRows.OfCells, sum);
        }

        return GroupRows.Total(shared, GroupRows.OfCells);
    }

    /// <summary>The same by one thread.</summary>
    internal static float RowSumAlone(in Planes grid, int entity, int y, int left, int width)
    {
        KahanSum total = default;
        for (int first = 0; first < GroupRows.OfCells; first += GroupRows.OfCells / GroupRows.Parts)
        {
            KahanSum part = default;
            for (int strand = first; strand < first + GroupRows.OfCells / GroupRows.Parts; strand++)
            {
                KahanSum sum = default;
                for (int x = strand; x < width; x += GroupRows.OfCells)
                {
                    sum.Add(grid.At(entity, y, left + x));
                }

                part += sum;
            }

            total += part;
        }

        return total.Total;
    }

    private const int RowsPerTile = 16;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => Division.Up(arguments.Target.Height, RowsPerTile);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int last = Math.Min((tile + 1) * RowsPerTile, a.Target.Height);
        for (int row = tile * RowsPerTile; row < last; row++)
        {
            for (int entity = 0; entity < a.Entities; entity++)
            {
                float* values = a.Grid.Row(entity, a.Target.Y + row, a.Target.X);
                a.RowSums[(long)entity * a.Target.Height + row] = RowSum<L, V>(values, a.Target.Width);
            }
        }
    }

    /// <summary>The sum of a row's cells.</summary>
    internal static unsafe float RowSum<L, V>(float* values, int width)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* lanes = stackalloc float[LaneSums.Count];
        int whole = width / LaneSums.Count * LaneSums.Count;
        for (int lane = 0; lane < LaneSums.Count; lane += L.Count)
        {
            V sums = default;
            for (int x = lane; x < whole; x += LaneSums.Count)
            {
                sums = L.Add(sums, L.Load(values + x));
            }

            L.Store(sums, lanes + lane);
        }

        // A row of 65,536 cells gives a lane 4,096 numbers, so the lanes are added in double.
        double sum = 0;
        for (int lane = 0; lane < LaneSums.Count; lane++)
        {
            sum += lanes[lane];
        }

        for (int x = whole; x < width; x++)
        {
            sum += values[x];
        }

        return (float)sum;
    }
}
