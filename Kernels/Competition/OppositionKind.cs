namespace GpuEcosystem.Kernels.Competition;

/// <summary>Whose defence, energy and share count in a cell.</summary>
public enum OppositionKind
{
    /// <summary>Those of all entities.</summary>
    All,

    /// <summary>Those of the entities that are present in the cell.</summary>
    Present,
}
