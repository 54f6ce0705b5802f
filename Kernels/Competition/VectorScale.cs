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

    /// <summary>∂f/∂‖v‖ = −f² under cosine, 0 under dot.</summary>
    public static float NormSlope(SimilarityKind similarity, float weight, float norm)
    {
        float scale = Of(similarity, weight, norm);
        return similarity == SimilarityKind.Cosine ? -scale * scale : 0f;
    }

    /// <summary>∂f/∂c = 1e-8 / (c‖v‖ + 1e-8)² under cosine, 1 under dot.</summary>
    public static float WeightSlope(SimilarityKind similarity, float weight, float norm)
    {
        float length = weight * norm + 1e-8f;
        return similarity == SimilarityKind.Cosine ? 1e-8f / length / length : 1f;
    }

    /// <inheritdoc cref="NormSlope(SimilarityKind, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormSlope<L, V>(SimilarityKind similarity, V weight, V norm)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V scale = Of<L, V>(similarity, weight, norm);
        return similarity == SimilarityKind.Cosine ? L.Subtract(default, L.Multiply(scale, scale)) : default;
    }

    /// <inheritdoc cref="WeightSlope(SimilarityKind, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V WeightSlope<L, V>(SimilarityKind similarity, V weight, V norm)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V length = L.MultiplyAdd(weight, norm, L.Create(1e-8f));
        return similarity == SimilarityKind.Cosine ? L.Divide(L.Divide(L.Create(1e-8f), length), length) : L.Create(1);
    }
}
