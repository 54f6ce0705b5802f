namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What the sun is made of.</summary>
public enum SunMode
{
    /// <summary>One vector for the whole grid.</summary>
    Global,

    /// <summary>A vector of its own for every cell.</summary>
    Spatial,

    /// <summary>A small network of place and time, which learns the length of its seasons.</summary>
    Seasonal,
}
