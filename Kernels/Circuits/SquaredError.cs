using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// How far a grid is from its target, Σ over worlds, cells and the first channels of (x − target)², and its slope 2 (x − target). The sum
/// is kept as sixteen of each channel, of every sixteenth cell.
/// </summary>
public readonly struct SquaredError : IDeviceBody<SquaredError.Arguments>, ISimdBody<SquaredError.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>x, <c>[channel][cell]</c>.</summary>
        public ArrayView<float> Grid;

        /// <summary>The target, <c>[target channel][cell]</c>.</summary>
        public ArrayView<float> Target;

        /// <summary>The slope, <c>[channel][cell]</c>; 0 in channels that have no target, and in padding.</summary>
        public ArrayView<float> Gradient;

        /// <summary>Parts of the sum, <c>[target channel][16]</c>.</summary>
        public ArrayView<float> Parts;

        /// <summary>Channels, C.</summary>
        public int Channels;

        /// <summary>Channels that have a target, T.</summary>
        public int Targets;

        /// <summary>How cells stand in a row.</summary>
        public CellRow Row;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats((long)(arguments.Channels + 2 * arguments.Targets) * arguments.Row.Pitch);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Channels * LaneSums.Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index / LaneSums.Count, index % LaneSums.Count);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int lane = 0; lane < LaneSums.Count; lane++)
        {
            Evaluate(a, tile, lane);
        }
    }

    private static void Evaluate(in Arguments a, int channel, int lane)
    {
        long row = (long)channel * a.Row.Pitch;
        float sum = 0;
        for (int cell = lane; cell < a.Row.Pitch; cell += LaneSums.Count)
        {
            bool counts = channel < a.Targets && cell < a.Row.Cells;
            float error = counts ? a.Grid[row + cell] - a.Target[row + cell] : 0;
            a.Gradient[row + cell] = 2 * error;
            sum += error * error;
        }

        if (channel < a.Targets)
        {
            a.Parts[channel * LaneSums.Count + lane] = sum;
        }
    }
}
