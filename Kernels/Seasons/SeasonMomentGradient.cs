using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// From the gradient of the first layer's bias, b_i, which is that of <see cref="SeasonMoment"/>'s result, to those of
/// firstTemporal, b_i · time, and of the periods' logarithms, −ω_k e_k with e_k = Σ_i b_i (T_i,k cos − T_i,8+k sin) of band k's
/// angle. A phase is a constant, so a period's gradient does not grow with the age of the world.
/// </summary>
public readonly struct SeasonMomentGradient
    : IDeviceBody<SeasonMomentGradient.Arguments>, ISimdBody<SeasonMomentGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>From <see cref="SeasonMoment"/>, <c>[16 + 32]</c>.</summary>
        public ArrayView<float> Moment;

        /// <summary>Laid out as the weights are.</summary>
        public ArrayView<float> Gradients;
    }

    private const int Count = SeasonLayout.Bands + SeasonLayout.Hidden * SeasonLayout.Times;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3 * Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Compute(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int index = 0; index < Count; index++)
        {
            Compute(a, index);
        }
    }

    private static void Compute(in Arguments a, int index)
    {
        if (index < SeasonLayout.Bands)
        {
            a.Gradients[SeasonLayout.LogPeriod + index] = -SeasonMoment.Pace(a.Weights, index) * AngleGradient(a, index);
            return;
        }

        int weight = index - SeasonLayout.Bands;
        a.Gradients[SeasonLayout.FirstTemporal + weight] =
            a.Gradients[SeasonLayout.FirstBias + weight / SeasonLayout.Times] * a.Moment[weight % SeasonLayout.Times];
    }

    private static float AngleGradient(in Arguments a, int band)
    {
        float sine = a.Moment[band];
        float cosine = a.Moment[SeasonLayout.Bands + band];
        float sum = 0;
        for (int neuron = 0; neuron < SeasonLayout.Hidden; neuron++)
        {
            int weight = SeasonLayout.FirstTemporal + neuron * SeasonLayout.Times + band;
            sum += a.Gradients[SeasonLayout.FirstBias + neuron]
                * (a.Weights[weight] * cosine - a.Weights[weight + SeasonLayout.Bands] * sine);
        }

        return sum;
    }
}
