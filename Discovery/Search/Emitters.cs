namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Four distributions of genomes, each of which follows what improves the archive: new cells first, then better elites (Fontaine, Togelius,
/// Nikolaidis, Hoover: "Covariance matrix adaptation for the rapid illumination of behavior space", 2020). Of genes that stand for names
/// they know nothing but where each lies.
/// </summary>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
public sealed class Emitters(SearchSpace space, ulong seed) : IProposer
{
    private const int Count = 4;

    private readonly Emitter[] emitters = [.. Enumerable.Range(0, Count).Select(first => new Emitter(space, seed, first))];

    /// <inheritdoc/>
    /// <remarks>They take turns.</remarks>
    public Proposal Propose(int trial, IArchive archive) => emitters[trial % Count].Propose(trial);

    /// <inheritdoc/>
    public void Learn(TrialScore score, IArchive archive) => emitters[score.Trial % Count].Learn(score, archive);
}
