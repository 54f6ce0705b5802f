using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// What a seasonal sun's network makes of the time, once for all cells of a step: sine and cosine of each band's phase + ω with
/// ω = 2π · exp(−logPeriod), and firstTemporal · time + firstBias.
/// </summary>
public readonly struct SeasonMoment : IDeviceBody<SeasonMoment.Arguments>, ISimdBody<SeasonMoment.Arguments>
{
    internal const float Turn = 6.28318531f;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>How far each band has come, in radians, <c>[8]</c>.</summary>
        public ArrayView<float> Phases;

        /// <summary>The result, <c>[16 + 32]</c>.</summary>
        public ArrayView<float> Moment;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats(SeasonLayout.Hidden * (SeasonLayout.Times + 1) + SeasonLayout.Moment);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => SeasonLayout.Hidden;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        if (index < SeasonLayout.Times)
        {
            a.Moment[index] = Feature(a, index);
        }

        float sum = a.Weights[SeasonLayout.FirstBias + index];
        for (int time = 0; time < SeasonLayout.Times; time++)
        {
            sum += a.Weights[SeasonLayout.FirstTemporal + index * SeasonLayout.Times + time] * Feature(a, time);
        }

        a.Moment[SeasonLayout.Times + index] = sum;
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
        for (int time = 0; time < SeasonLayout.Times; time++)
        {
            a.Moment[time] = Feature(a, time);
        }

        for (int neuron = 0; neuron < SeasonLayout.Hidden; neuron++)
        {
            float sum = a.Weights[SeasonLayout.FirstBias + neuron];
            for (int time = 0; time < SeasonLayout.Times; time++)
            {
                sum += a.Weights[SeasonLayout.FirstTemporal + neuron * SeasonLayout.Times + time] * a.Moment[time];
            }

            a.Moment[SeasonLayout.Times + neuron] = sum;
        }
    }

    /// <summary>How far a band comes in a step, in radians.</summary>
    internal static float Pace(ArrayView<float> weights, int band) => Turn * Scalar.Exp(-weights[SeasonLayout.LogPeriod + band]);

    private static float Feature(in Arguments a, int time)
    {
        int band = time % SeasonLayout.Bands;
        float angle = a.Phases[band] + Pace(a.Weights, band);
        return time < SeasonLayout.Bands ? Scalar.Sin(angle) : Scalar.Cos(angle);
    }
}
