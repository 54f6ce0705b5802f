namespace GpuEcosystem.Sessions.Timeline;

/// <summary>What was observed at one step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Shares">Share of the grid's cells that each entity holds, sun first; their sum is 1.</param>
/// <param name="Entropy">Normalised entropy, 0 to 1.</param>
/// <param name="Loss">The last learning pass's loss; null before the first.</param>
public sealed record HistorySample(long Step, float[] Shares, float Entropy, float? Loss)
{
    /// <summary>How many observations came before it. Steps may go back, when a world starts again; this never does.</summary>
    public long Observation { get; init; }
}
