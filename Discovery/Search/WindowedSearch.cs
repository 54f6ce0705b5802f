namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// A search whose every trial follows from the trials up to a window before it and from nothing later. So what it tries is the same
/// however many work on it and in whatever order they are done, as long as they are folded in order.
/// </summary>
public sealed class WindowedSearch
{
    private readonly IProposer proposer;

    // Of the trials from the first that is not folded up to the horizon, each at its number modulo the window.
    private readonly Proposal[] proposals;
    private int entered;

    /// <param name="archive">What is kept; empty.</param>
    /// <param name="proposer">What is tried next.</param>
    /// <param name="window">How many trials may be under way at once: trial n follows from trials 0 to n − window.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive.</exception>
    public WindowedSearch(IArchive archive, IProposer proposer, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        Archive = archive;
        this.proposer = proposer;
        proposals = [.. Enumerable.Range(0, window).Select(trial => proposer.Propose(trial, archive))];
    }

    /// <summary>What was found in the trials that are folded.</summary>
    public IArchive Archive { get; }

    /// <summary>How many trials are folded: the number of the one that is folded next.</summary>
    public int Folded { get; private set; }

    /// <summary>How many trials may be under way at once.</summary>
    public int Window => proposals.Length;

    /// <summary>The first trial of which nobody can say yet what it tries.</summary>
    public int Horizon => Folded + proposals.Length;

    /// <summary>How far the search has come.</summary>
    public SearchProgress Progress
    {
        get
        {
            IReadOnlyList<TrialScore> elites = Archive.Elites;
            double? qdScore = Archive.Coverage is null ? null : elites.Sum(elite => elite.Quality);
            return new(Folded, entered, elites.Count, Archive.Coverage, qdScore);
        }
    }

    /// <summary>What a trial tries that is not folded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is folded, or at the horizon or behind it.</exception>
    public Proposal ProposalOf(int trial) => proposals[PlaceOf(trial)];

    /// <summary>Replaces what a trial tries by what was settled for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is folded, or at the horizon or behind it.</exception>
    public void Settle(int trial, Proposal settled) => proposals[PlaceOf(trial)] = settled;

    /// <summary>Learns of the next trial, and proposes the one at the horizon, which so becomes known.</summary>
    /// <returns>Whether it is an elite.</returns>
    /// <exception cref="ArgumentException">Another trial is next.</exception>
    public bool Fold(TrialScore score)
    {
        if (score.Trial != Folded)
        {
            throw new ArgumentException($"trial {Folded} is folded next, not {score.Trial}", nameof(score));
        }

        proposer.Learn(score, Archive);
        bool enters = Archive.Take(score);
        entered += enters ? 1 : 0;
        proposals[PlaceOf(score.Trial)] = proposer.Propose(Horizon, Archive);
        Folded++;
        return enters;
    }

    private int PlaceOf(int trial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trial, Folded);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trial, Horizon);
        return trial % proposals.Length;
    }
}
