namespace GpuEcosystem.Engine.Parameters;

/// <summary>Which networks make whose proposals.</summary>
public enum Coupling
{
    /// <summary>Every species has a network of its own.</summary>
    Independent,

    /// <summary>One trunk carries all species, and every layer mixes them.</summary>
    Shared,

    /// <summary>
    /// Row f of all decoders, one network's below the other's, makes channel f / N of species f mod N + 1, as the published programs of
    /// the Petri Dish rules have it: all species share all networks.
    /// </summary>
    Interleaved,
}
