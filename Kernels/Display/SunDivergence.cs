using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>How far each cell's sun lies, before its tanh, from the mean over the cells that are no walls.</summary>
public readonly struct SunDivergence : IDeviceBody<SunDivergence.Arguments>, ISimdBody<SunDivergence.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The sun.</summary>
        public SunField Sun;

        /// <summary>From <see cref="SunRowSums"/>: of each channel the sum of its differences, and how many cells they are of, <c>[channels + 1]</c>.</summary>
        public ArrayView<float> Totals;

        /// <summary>The result, <c>[1][y][x]</c>.</summary>
        public Planes Distances;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Sun.Whole, 2 * arguments.Sun.Channels + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Sun.Whole.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Measure(a, a.Sun.Whole.RowOf(index), a.Sun.Whole.ColumnOf(index));

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Sun.Whole.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = a.Sun.Whole.X; x < a.Sun.Whole.Right; x++)
        {
            Measure(a, a.Sun.Whole.Y + tile, x);
        }
    }

    private static void Measure(in Arguments a, int y, int x)
    {
        float squares = 0;
        float inverseCells = 1 / MathF.Max(1, a.Totals[a.Sun.Channels]);
        for (int channel = 0; channel < a.Sun.Channels; channel++)
        {
            float apart = a.Sun.Difference(channel, y, x) - a.Totals[channel] * inverseCells;
            squares += apart * apart;
        }

        a.Distances.At(0, y, x) = MathF.Sqrt(squares);
    }
}
