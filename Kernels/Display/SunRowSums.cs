using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// On the way to the mean sun: the sum of each channel over a row's cells that are no walls, and how many these are, which
/// <see cref="RowTotals"/> adds up. Sums keep what rounding loses (Kahan).
/// </summary>
public readonly struct SunRowSums : IDeviceBody<SunRowSums.Arguments>, ISimdBody<SunRowSums.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The sun.</summary>
        public SunField Sun;

        /// <summary>The result, <c>[channels + 1][rows]</c>.</summary>
        public ArrayView<float> RowSums;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Sun.Whole, 2 * arguments.Sun.Channels + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (arguments.Sun.Channels + 1L) * arguments.Sun.Whole.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) =>
        Sum(a, index / a.Sun.Whole.Height, index % a.Sun.Whole.Height);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Sun.Whole.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int channel = 0; channel <= a.Sun.Channels; channel++)
        {
            Sum(a, channel, tile);
        }
    }

    // The number behind the channels is a 1 for each cell.
    private static void Sum(in Arguments a, int channel, int row)
    {
        int y = a.Sun.Whole.Y + row;
        KahanSum sum = default;
        for (int x = a.Sun.Whole.X; x < a.Sun.Whole.Right; x++)
        {
            sum.Add(a.Sun.Open(y, x) * (channel < a.Sun.Channels ? a.Sun.Difference(channel, y, x) : 1));
        }

        a.RowSums[(long)channel * a.Sun.Whole.Height + row] = sum.Rounded;
    }
}
