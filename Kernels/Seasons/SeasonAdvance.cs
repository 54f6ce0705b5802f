using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Seasons;

/// <summary>Time goes on by a step: phase + ω of each band, brought back to less than a turn.</summary>
public readonly struct SeasonAdvance : IDeviceBody<SeasonAdvance.Arguments>, ISimdBody<SeasonAdvance.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What is trained, as <see cref="SeasonLayout"/> has it.</summary>
        public ArrayView<float> Weights;

        /// <summary>How far each band has come, in radians, <c>[8]</c>.</summary>
        public ArrayView<float> Phases;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(3 * SeasonLayout.Bands);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => SeasonLayout.Bands;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Advance(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int band = 0; band < SeasonLayout.Bands; band++)
        {
            Advance(a, band);
        }
    }

    private static void Advance(in Arguments a, int band)
    {
        float phase = a.Phases[band] + SeasonMoment.Pace(a.Weights, band);
        a.Phases[band] = phase - SeasonMoment.Turn * MathF.Floor(phase / SeasonMoment.Turn);
    }
}
