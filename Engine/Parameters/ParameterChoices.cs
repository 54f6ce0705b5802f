namespace GpuEcosystem.Engine.Parameters;

/// <summary>Which channels a network's layers may mix.</summary>
public enum Coupling
{
    /// <summary>Every species has a network of its own.</summary>
    Independent,

    /// <summary>One trunk carries all species, and every layer mixes them.</summary>
    Shared,
}

/// <summary>How gradients move weights.</summary>
public enum OptimizerKind
{
    /// <summary>Plain gradient descent.</summary>
    SGD,

    /// <summary>Gradient descent that keeps nine tenths of its velocity.</summary>
    Momentum,

    /// <summary>Gradients scaled by their recent size.</summary>
    RMSProp,

    /// <summary>Momentum and scaling together.</summary>
    Adam,

    /// <summary>Adam whose weights also decay.</summary>
    AdamW,
}

/// <summary>What the networks learn for.</summary>
public enum ObjectiveKind
{
    /// <summary>All help the weakest to grow.</summary>
    SoftMin,

    /// <summary>Each grows for itself.</summary>
    OwnGrowth,
}

/// <summary>What the sun is made of.</summary>
public enum SunMode
{
    /// <summary>One vector for the whole grid.</summary>
    Global,

    /// <summary>A vector of its own for every cell.</summary>
    Spatial,
}
