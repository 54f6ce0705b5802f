using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// The gradient of the logits from a gate's four sums: ∂π_g = κ0(g)·Σd + κa(g)·Σd·a + κb(g)·Σd·b + κab(g)·Σd·a·b for kind g, and through the
/// softmax ∂ℓ_g = π_g (∂π_g − Σ_h π_h ∂π_h) / temperature.
/// </summary>
public readonly struct GateLogitsGradient : IDeviceBody<GateLogitsGradient.Arguments>, ISimdBody<GateLogitsGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Logits;

        /// <summary>Sums of all gates, <c>[gate][4][16]</c>.</summary>
        public ArrayView<float> Sums;

        /// <summary>∂ℓ, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Gradients;

        /// <summary>What logits are divided by.</summary>
        public float Temperature;
    }

    private const int GatesOfTile = 64;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(2 * arguments.Logits.Length + arguments.Sums.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Logits.Length / GateForm.Kinds;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (int)((Threads(arguments) + GatesOfTile - 1) / GatesOfTile);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = (int)Math.Min(Threads(a), (tile + 1L) * GatesOfTile);
        for (int gate = tile * GatesOfTile; gate < end; gate++)
        {
            Evaluate(a, gate);
        }
    }

    private static void Evaluate(in Arguments a, int gate)
    {
        long sums = (long)gate * GateSums.Floats;
        GateForm slope = new()
        {
            Constant = Total(a.Sums, sums),
            First = Total(a.Sums, sums + LaneSums.Count),
            Second = Total(a.Sums, sums + 2 * LaneSums.Count),
            Both = Total(a.Sums, sums + 3 * LaneSums.Count),
        };
        long from = (long)gate * GateForm.Kinds;
        float largest = a.Logits[from + GateForm.Likeliest(a.Logits, from)];
        float total = 0;
        float mean = 0;
        for (int kind = 0; kind < GateForm.Kinds; kind++)
        {
            float share = Scalar.Exp((a.Logits[from + kind] - largest) / a.Temperature);
            total += share;
            mean += share * SlopeOf(kind, slope);
        }

        mean /= total;
        for (int kind = 0; kind < GateForm.Kinds; kind++)
        {
            float share = Scalar.Exp((a.Logits[from + kind] - largest) / a.Temperature) / total;
            a.Gradients[from + kind] = share * (SlopeOf(kind, slope) - mean) / a.Temperature;
        }
    }

    private static float SlopeOf(int kind, GateForm sums)
    {
        GateForm form = GateForm.Of(kind);
        return form.Constant * sums.Constant + form.First * sums.First + form.Second * sums.Second + form.Both * sums.Both;
    }

    private static float Total(ArrayView<float> lanes, long from)
    {
        float total = 0;
        for (int lane = 0; lane < LaneSums.Count; lane++)
        {
            total += lanes[from + lane];
        }

        return total;
    }
}
