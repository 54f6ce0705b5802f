using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Second half of counting: adds up numbers that were summed row by row.</summary>
public readonly struct RowTotals : IGroupBody<RowTotals.Arguments>, ISimdBody<RowTotals.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary><c>[counts][rows]</c>.</summary>
        public ArrayView<float> RowSums;

        /// <summary>The result, <c>[counts]</c>.</summary>
        public ArrayView<float> Totals;

        /// <summary>How many things were counted.</summary>
        public int Counts;

        /// <summary>Rows of each.</summary>
        public int RowCount;
    }

    // The most totals that one group can work out together: those of the sun and of all species.
    private const int MostTogether = 65;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((arguments.RowCount + 1L) * arguments.Counts);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover(arguments.Counts, GroupRows.OfRows, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        float total = Total(shared, a, GroupRows.Row);
        if (GroupRows.Row < a.Counts && Group.IdxX == 0)
        {
            a.Totals[GroupRows.Row] = total;
        }
    }

    /// <summary>
    /// All totals by one group, whose first thread writes them down and may go on with them: what a launch writes no other of its
    /// threads may read.
    /// </summary>
    /// <param name="a">What to add up.</param>
    internal static void TotalByGroup(in Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        ArrayView<float> totals = SharedMemory.Allocate<float>(MostTogether);
        for (int first = 0; first < a.Counts; first += Group.DimY)
        {
            int count = first + Group.IdxY;
            float total = Total(shared, a, count);
            Group.Barrier();
            if (count < a.Counts && Group.IdxX == 0)
            {
                totals[count] = total;
            }
        }

        Group.Barrier();
        for (int count = 0; count < a.Counts && Group.IdxX + Group.IdxY == 0; count++)
        {
            a.Totals[count] = totals[count];
        }
    }

    private static float Total(ArrayView<float> shared, in Arguments a, int count)
    {
        int rows = count < a.Counts ? a.RowCount : 0;
        Group.Barrier();
        for (int strand = Group.IdxX; strand < GroupRows.OfRows; strand += Group.DimX)
        {
            KahanSum sum = default;
            for (int row = strand; row < rows; row += GroupRows.OfRows)
            {
                sum.Add(a.RowSums[(long)count * a.RowCount + row]);
            }

            GroupRows.Put(shared, strand, GroupRows.OfRows, sum);
        }

        return GroupRows.Total(shared, GroupRows.OfRows);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Counts;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Total(a, tile);

    /// <summary>All totals, for an operation that goes on with them.</summary>
    internal static void TotalAll(in Arguments a)
    {
        for (int count = 0; count < a.Counts; count++)
        {
            Total(a, count);
        }
    }

    private static unsafe void Total(in Arguments a, int count)
    {
        float* rows = a.RowSums.Address() + (long)count * a.RowCount;
        float sum = 0;
        float lost = 0;
        for (int row = 0; row < a.RowCount; row++)
        {
            float value = rows[row] - lost;
            float next = sum + value;
            lost = next - sum - value;
            sum = next;
        }

        a.Totals[count] = sum;
    }
}
