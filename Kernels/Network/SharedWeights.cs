using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Weights that a group of a <see cref="HaloTile"/> brings to its shared memory.</summary>
internal static class SharedWeights
{
    /// <summary>Outputs that there is room for beside each other: eight for each of the group's depths.</summary>
    public const int Row = HaloTile.Depth * OutputSums.Count;

    /// <summary>Brings some, as <c>[weight][output]</c>; the group waits for each other afterwards.</summary>
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
        for (int i = HaloTile.ThreadOfGroup / Row; output < outputs && i < count; i += HaloTile.Threads * Group.DimY / Row)
        {
            shared[i * Row + output] = source[output * distance + i];
        }
    }
}
