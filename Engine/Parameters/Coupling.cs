namespace GpuEcosystem.Engine.Parameters;

/// <summary>Which channels a network's layers may mix.</summary>
public enum Coupling
{
    /// <summary>Every species has a network of its own.</summary>
    Independent,

    /// <summary>One trunk carries all species, and every layer mixes them.</summary>
    Shared,
}
