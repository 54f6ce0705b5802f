using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>What an attack or defence vector is multiplied by before vectors are compared.</summary>
internal static class VectorScale
{
    /// <summary>c / (c‖v‖ + 1e-8) under cosine similarity, c under dot.</summary>
    public static float Of(SimilarityKind similarity, float weight, float norm) =>
        similarity == SimilarityKind.Cosine ? weight / (weight * norm + 1e-8f) : weight;

    /// <inheritdoc cref="Of(SimilarityKind, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<L, V>(SimilarityKind similarity, V weight, V norm)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        similarity == SimilarityKind.Cosine
            ? L.Divide(weight, L.MultiplyAdd(weight, norm, L.Create(1e-8f)))
            : weight;
}
