namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Worlds that live on from trial to trial, and of which none takes anything from another: what a population has to be better than. One
/// that is not viable begins anew.
/// </summary>
/// <param name="slots">How many live side by side.</param>
/// <param name="every">Segments after which genes are drawn anew; null where they stay.</param>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
public sealed class LastingWorlds(int slots, int? every, SearchSpace space, ulong seed) : IProposer
{
    private readonly PriorDraw prior = new(space, seed);
    private readonly TrialSlots latest = new(slots);

    /// <inheritdoc/>
    public void Learn(TrialScore score, IArchive archive) => latest.Put(score);

    /// <inheritdoc/>
    public Proposal Propose(int trial, IArchive archive)
    {
        if (latest[trial] is not { IsViable: true } own)
        {
            return prior.Propose(trial, archive);
        }

        bool redraws = every is int segments && trial / slots % segments == 0;
        return new Proposal(redraws ? prior.Genome(trial) : own.Genome, [own.Trial]) { From = own.Trial };
    }
}
