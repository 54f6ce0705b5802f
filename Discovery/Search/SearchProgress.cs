namespace GpuEcosystem.Discovery.Search;

/// <summary>How far a search has come.</summary>
/// <param name="Folded">Trials that it has learned of.</param>
/// <param name="Entered">How many of them were elites when they came.</param>
/// <param name="Elites">Elites that there are.</param>
/// <param name="Coverage">Share of the cells that are filled, 0 to 1; null where there are no cells.</param>
/// <param name="QdScore">Sum of the quality of all cells; null where there are none.</param>
public sealed record SearchProgress(int Folded, int Entered, int Elites, double? Coverage, double? QdScore);
