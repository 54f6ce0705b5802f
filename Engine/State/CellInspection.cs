using GpuEcosystem.Engine.Networks;

namespace GpuEcosystem.Engine.State;

/// <summary>What there is to know of one cell. Lists have the sun first.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="IsWall">Whether it is a wall.</param>
/// <param name="Aliveness">Of every entity.</param>
/// <param name="Winner">The entity that holds the cell: the one with the largest aliveness.</param>
/// <param name="Scores">
/// What each entity would score here in the next step (section 4, steps 5 to 9); null for a species that is not present.
/// </param>
/// <param name="Facts">What else the rules know of it.</param>
public sealed record CellInspection(
    int X,
    int Y,
    bool IsWall,
    IReadOnlyList<float> Aliveness,
    int Winner,
    IReadOnlyList<float?> Scores,
    IReadOnlyList<CellFact> Facts)
{
    /// <summary>The network of the species that holds the cell; null where none does.</summary>
    public NetworkSize? Network { get; init; }

    /// <summary>The circuit by which the cell lives, or that of the species that holds it; null where gates decide nothing.</summary>
    public CellCircuit? Circuit { get; init; }

    /// <summary>The periods of the bands that a seasonal sun sends everywhere, in steps; null where it has no seasons.</summary>
    public IReadOnlyList<float>? SunPeriods { get; init; }
}

/// <summary>A number of a cell.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">What it is.</param>
public sealed record CellFact(string Name, float Value);
