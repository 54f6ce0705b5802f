namespace GpuEcosystem.Engine.Conformance;

/// <summary>Which channels a network layer may mix.</summary>
public enum Coupling
{
    /// <summary>One network per species; nothing is shared.</summary>
    Independent,

    /// <summary>One trunk for all species.</summary>
    Shared,
}

/// <summary>What an attack vector is compared with.</summary>
public enum CompetitionMode
{
    /// <summary>The sum of all defence vectors.</summary>
    Full,

    /// <summary>The mean defence vector, weighted by aliveness.</summary>
    MeanField,
}

/// <summary>How attack and defence vectors are scaled before they are compared.</summary>
public enum Similarity
{
    /// <summary>To length one.</summary>
    Cosine,

    /// <summary>Not at all.</summary>
    Dot,
}

/// <summary>How the sun's proposal varies over the grid and over time.</summary>
public enum SunMode
{
    /// <summary>One vector for the whole grid.</summary>
    Global,

    /// <summary>One vector per cell.</summary>
    Spatial,

    /// <summary>A learned function of place and time.</summary>
    Seasonal,
}
