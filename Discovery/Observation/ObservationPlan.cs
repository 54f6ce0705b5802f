namespace GpuEcosystem.Discovery.Observation;

/// <summary>When a run is looked at: at steps burnIn + j · every, j = 0 … frames − 1, and at the step after each.</summary>
/// <param name="BurnIn">Steps before the first look.</param>
/// <param name="Frames">How many looks, at least 2.</param>
/// <param name="Every">Steps from one to the next, at least 1.</param>
/// <param name="Damage">Whether the world's twins say at last how far a small difference spreads.</param>
public sealed record ObservationPlan(long BurnIn, int Frames, long Every, bool Damage)
{
    /// <summary>Steps of a run: up to the one after the last look.</summary>
    public long Steps => BurnIn + (Frames - 1) * Every + 1;
}
