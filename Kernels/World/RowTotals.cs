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

        /// <summary>One number; where it is 0 there is nothing to do.</summary>
        public ArrayView<int> Wanted;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((arguments.RowCount + 1L) * arguments.Counts);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover(arguments.Counts, GroupRows.OfLists, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = a.Wanted[0] != 0 && GroupRows.Row < a.Counts;
        int rows = exists ? a.RowCount : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfLists; strand += Group.DimX)
        {
            KahanSum sum = default;
            for (int row = strand; row < rows; row += GroupRows.OfLists)
            {
                sum.Add(a.RowSums[(long)GroupRows.Row * a.RowCount + row]);
            }

            GroupRows.Put(shared, strand, GroupRows.OfLists, sum);
        }

        float total = GroupRows.Total(shared, GroupRows.OfLists);
        if (exists && Group.IdxX == 0)
        {
            a.Totals[GroupRows.Row] = total;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Counts;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (a.Wanted[0] == 0)
        {
            return;
        }

        float sum = 0;
        float lost = 0;
        for (int row = 0; row < a.RowCount; row++)
        {
            float value = a.RowSums[(long)tile * a.RowCount + row] - lost;
            float next = sum + value;
            lost = next - sum - value;
            sum = next;
        }

        a.Totals[tile] = sum;
    }
}
