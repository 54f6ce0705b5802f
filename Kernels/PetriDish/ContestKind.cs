namespace GpuEcosystem.Kernels.PetriDish;

/// <summary>Which of the two published rules an entity is as strong by, survives by and learns by.</summary>
public enum ContestKind
{
    /// <summary>An attack against everybody else's defence; the loss is the logarithm of a population.</summary>
    PetriDish,

    /// <summary>The same less everybody else's attack against one's defence; the loss is the area hyperbolic sine.</summary>
    Duel,
}
