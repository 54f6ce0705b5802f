namespace GpuEcosystem.Kernels.Competition;

/// <summary>How an attack is compared with a defence.</summary>
public enum SimilarityKind
{
    /// <summary>Both vectors are brought to length 1 first.</summary>
    Cosine,

    /// <summary>Long vectors count for more.</summary>
    Dot,
}

/// <summary>Whom an entity's attack meets.</summary>
public enum CompetitionMode
{
    /// <summary>The sum of all defences.</summary>
    Full,

    /// <summary>One mean defence, weighted by who lives in the cell.</summary>
    MeanField,
}
