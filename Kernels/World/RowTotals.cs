using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Second half of counting: adds up numbers that were summed row by row.</summary>
public readonly struct RowTotals : IDeviceBody<RowTotals.Arguments>, ISimdBody<RowTotals.Arguments>
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
    public static long Threads(in Arguments arguments) => arguments.Counts;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Total(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Counts;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Total(a, tile);

    private static void Total(in Arguments a, int count)
    {
        if (a.Wanted[0] == 0)
        {
            return;
        }

        float sum = 0;
        float lost = 0;
        for (int row = 0; row < a.RowCount; row++)
        {
            float value = a.RowSums[(long)count * a.RowCount + row] - lost;
            float next = sum + value;
            lost = next - sum - value;
            sum = next;
        }

        a.Totals[count] = sum;
    }
}
