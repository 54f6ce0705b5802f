namespace GpuEcosystem.Discovery.Results;

/// <summary>How far a search had come after a trial.</summary>
/// <param name="Trials">Trials that it had learned of.</param>
/// <param name="Elites">Elites that there were.</param>
/// <param name="Coverage">Share of the cells that were filled, 0 to 1; null where there are no cells.</param>
/// <param name="QdScore">Sum of the quality of all cells; null where there are none.</param>
public sealed record ProgressRow(int Trials, int Elites, double? Coverage, double? QdScore);
