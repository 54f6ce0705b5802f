using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Weights that a group of a <see cref="HaloTile"/> brings to its shared memory.</summary>
internal static class SharedWeights
{
    /// <summary>Outputs that there is room for beside each other: eight for each of the group's depths.</summary>
    public const int Row = HaloTile.Depth * OutputSums.Count;

    /// <summary>Brings some, as <c>[weight][output]</c>; the caller has the group wait before anybody reads them.</summary>
    /// <param name="source">The weights, from the first output's first on.</param>
    /// <param name="distance">From an output's weights to the next one's.</param>
    /// <param name="count">Weights of an output.</param>
    /// <param name="outputs">Outputs, at most <see cref="Row"/>.</param>
    /// <param name="shared">Where to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ArrayView<float> source, int distance, int count, int outputs, ArrayView<float> shared)
    {
        // The remainder by Row, for which GPUs would take many instructions.
        int output = HaloTile.ThreadOfGroup & (Row - 1);
        if (output < outputs)
        {
            OfOutput transport = new(source.SubView(output * distance), shared.SubView(output));
            FourAtOnce.Bring(transport, HaloTile.ThreadOfGroup / Row, HaloTile.Threads * Group.DimY / Row, count);
        }
    }

    private readonly struct OfOutput(ArrayView<float> source, ArrayView<float> shared) : ITransport
    {
        private readonly ArrayView<float> source = source;
        private readonly ArrayView<float> shared = shared;

        public float Load(int index) => source[index];

        public void Store(int index, float value) => shared[index * Row] = value;
    }
}
