namespace GpuEcosystem.Engine.Parameters;

/// <summary>Which channels a network's layers may mix.</summary>
public enum Coupling
{
    /// <summary>Every species has a network of its own.</summary>
    Independent,

    /// <summary>One trunk carries all species, and every layer mixes them.</summary>
    Shared,
}

/// <summary>What the sun is made of.</summary>
public enum SunMode
{
    /// <summary>One vector for the whole grid.</summary>
    Global,

    /// <summary>A vector of its own for every cell.</summary>
    Spatial,
}
