namespace GpuEcosystem.Kernels.Competition;

/// <summary>How an attack is compared with a defence.</summary>
public enum SimilarityKind
{
    /// <summary>Both vectors are brought to length 1 first.</summary>
    Cosine,

    /// <summary>Long vectors count for more.</summary>
    Dot,
}
