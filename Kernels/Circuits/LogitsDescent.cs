using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// One update of logits by AdamW, after each number of the gradient has been cut to ±clip: m = 0.9 m + 0.1 g, v = β v + (1 − β) g²,
/// ℓ −= η (m̂ / (√v̂ + 1e-8) + decay · ℓ), where m̂ and v̂ are corrected for their start.
/// </summary>
public readonly struct LogitsDescent : IDeviceBody<LogitsDescent.Arguments>, ISimdBody<LogitsDescent.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Logits;

        /// <summary>∂ℓ, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Gradients;

        /// <summary>m, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> First;

        /// <summary>v, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Second;

        /// <summary>η.</summary>
        public float Rate;

        /// <summary>Largest number of a gradient; 0 for no limit.</summary>
        public float Clip;

        /// <summary>β of v.</summary>
        public float SecondDecay;

        /// <summary>How much of a logit an update takes away, times the rate.</summary>
        public float WeightDecay;

        /// <summary>1 − 0.9^n in update n, from 1.</summary>
        public float FirstCorrection;

        /// <summary>1 − β^n.</summary>
        public float SecondCorrection;
    }

    /// <summary>How much of m an update keeps.</summary>
    public const float FirstDecay = 0.9f;

    private const float Epsilon = 1e-8f;

    private const int LogitsOfTile = 1024;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(7 * arguments.Logits.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Logits.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Logits.IntLength + LogitsOfTile - 1) / LogitsOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min(a.Logits.IntLength, (tile + 1) * LogitsOfTile);
        for (int i = tile * LogitsOfTile; i < end; i++)
        {
            Evaluate(a, i);
        }
    }

    private static void Evaluate(in Arguments a, int i)
    {
        float gradient = a.Gradients[i];
        gradient = a.Clip > 0 ? MathF.Min(MathF.Max(gradient, -a.Clip), a.Clip) : gradient;
        float first = FirstDecay * a.First[i] + (1 - FirstDecay) * gradient;
        float second = a.SecondDecay * a.Second[i] + (1 - a.SecondDecay) * gradient * gradient;
        a.First[i] = first;
        a.Second[i] = second;
        float logit = a.Logits[i];
        float move = first / a.FirstCorrection / (MathF.Sqrt(second / a.SecondCorrection) + Epsilon);
        a.Logits[i] = logit - a.Rate * (move + a.WeightDecay * logit);
    }
}
