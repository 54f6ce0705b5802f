namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>What state a species' first cells have.</summary>
public enum SeedState
{
    /// <summary>A random direction of each species' own.</summary>
    Random,

    /// <summary>1 in all channels.</summary>
    Solid,
}
