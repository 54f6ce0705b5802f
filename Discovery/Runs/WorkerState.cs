using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>What a worker has done so far, and where its experiment stands.</summary>
/// <param name="Trials">Trials that are complete, of all searches.</param>
/// <param name="TotalTrials">Trials that there will be.</param>
/// <param name="Search">How far the search that the experiment is about has come.</param>
/// <param name="Worlds">Runs that this worker has carried out.</param>
/// <param name="TakenOver">Those of them that somebody else had begun.</param>
/// <param name="Died">Those of them whose world died.</param>
/// <param name="Seconds">Since it began.</param>
/// <param name="Busy">Share of that time in which its lanes had something to do, 0 to 1.</param>
public sealed record WorkerState(
    int Trials, int TotalTrials, SearchProgress Search, int Worlds, int TakenOver, int Died, double Seconds, double Busy)
{
    /// <summary>Runs an hour, at the speed so far.</summary>
    public double WorldsPerHour => Seconds > 0 ? Worlds * 3600 / Seconds : 0;
}
