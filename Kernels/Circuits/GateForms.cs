using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>What each gate computes, once per update, from its logits.</summary>
public readonly struct GateForms : IDeviceBody<GateForms.Arguments>, ISimdBody<GateForms.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>ℓ, <c>[gate][kind]</c>.</summary>
        public ArrayView<float> Logits;

        /// <summary>The mixtures, <c>[gate]</c>.</summary>
        public ArrayView<GateForm> Soft;

        /// <summary>The likeliest kinds, <c>[gate]</c>.</summary>
        public ArrayView<GateForm> Hard;

        /// <summary>What logits are divided by.</summary>
        public float Temperature;
    }

    private const int GatesOfTile = 64;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Logits.Length + 8 * arguments.Soft.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Soft.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Soft.IntLength + GatesOfTile - 1) / GatesOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min(a.Soft.IntLength, (tile + 1) * GatesOfTile);
        for (int gate = tile * GatesOfTile; gate < end; gate++)
        {
            Evaluate(a, gate);
        }
    }

    private static void Evaluate(in Arguments a, int gate)
    {
        long from = (long)gate * GateForm.Kinds;
        a.Soft[gate] = GateForm.Mixture(a.Logits, from, a.Temperature);
        a.Hard[gate] = GateForm.Of(GateForm.Likeliest(a.Logits, from));
    }
}
