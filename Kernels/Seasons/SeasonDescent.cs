using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>Moves all that a seasonal sun learns by plain gradient descent, and keeps its periods within 25 and 10,000 steps.</summary>
public readonly struct SeasonDescent : IDeviceBody<SeasonDescent.Arguments>, ISimdBody<SeasonDescent.Arguments>
{
    // The logarithms of 25 and 10,000.
    private const float ShortestLogPeriod = 3.21887582f;
    private const float LongestLogPeriod = 9.21034037f;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>Laid out as the weights are.</summary>
        public ArrayView<float> Gradients;

        /// <summary>η · SunRateScale.</summary>
        public float Rate;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3 * arguments.Weights.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Weights.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Move(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int index = 0; index < a.Weights.Length; index++)
        {
            Move(a, index);
        }
    }

    private static void Move(in Arguments a, int index)
    {
        float moved = a.Weights[index] - a.Rate * a.Gradients[index];
        bool isPeriod = index < SeasonLayout.LogPeriod + SeasonLayout.Bands;
        a.Weights[index] = isPeriod ? MathF.Min(MathF.Max(moved, ShortestLogPeriod), LongestLogPeriod) : moved;
    }
}
