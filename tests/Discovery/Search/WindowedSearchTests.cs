using System.Collections.Immutable;
using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>The window: which trials count for which.</summary>
public class WindowedSearchTests
{
    // Tells of each trial how many trials counted for it.
    private sealed class CountingProposer : IProposer
    {
        public Proposal Propose(int trial, IArchive archive) => new([archive.Elites.Count], [trial]);
    }

    // Its elites are all trials.
    private static WindowedSearch Begin(int window) => new(new DominatedArchive(int.MaxValue), new CountingProposer(), window);

    /// <summary>Trial n follows from trials 0 to n − W, whenever it is asked for.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public void A_trial_follows_from_those_a_window_before_it(int window)
    {
        WindowedSearch search = Begin(window);
        for (int folded = 0; folded < 200; folded++)
        {
            Assert.Equal(folded, search.Folded);
            Assert.Equal(folded + window, search.Horizon);
            for (int trial = folded; trial < search.Horizon; trial++)
            {
                Proposal proposal = search.ProposalOf(trial);
                Assert.Equal(Math.Max(0, trial - window + 1), Assert.Single(proposal.Genome));
                Assert.Equal(trial, Assert.Single(proposal.Parents));
            }

            search.Fold(Scores.Of(folded, 0.5, folded));
        }
    }

    /// <summary>Nobody knows what lies beyond the horizon, and what is folded is forgotten.</summary>
    [Fact]
    public void Only_trials_within_the_window_have_proposals()
    {
        WindowedSearch search = Begin(4);
        search.Fold(Scores.Of(0, 0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.ProposalOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.ProposalOf(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Settle(5, new Proposal([], [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(0));
    }

    /// <summary>A trial that is left out or comes twice would spoil everything after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Trials_are_folded_in_order(int trial)
    {
        WindowedSearch search = Begin(4);
        search.Fold(Scores.Of(0, 0.5, 0));
        Assert.Throws<ArgumentException>(() => search.Fold(Scores.Of(trial, 0.5, 0)));
        Assert.Equal(1, search.Folded);
        Assert.Single(search.Archive.Elites);
    }

    /// <summary>What was settled elsewhere counts, for that trial alone.</summary>
    [Fact]
    public void A_settled_trial_replaces_what_was_proposed()
    {
        WindowedSearch search = Begin(4);
        Proposal settled = new([0.25f], ImmutableArray<int>.Empty);
        search.Settle(2, settled);
        search.Fold(Scores.Of(0, 0.5, 0));
        Assert.Equal(settled, search.ProposalOf(2));
        search.Fold(Scores.Of(1, 0.5, 0));
        search.Fold(Scores.Of(2, 0.5, 0));
        Assert.Equal(3f, Assert.Single(search.ProposalOf(6).Genome));
    }

    /// <summary>Progress counts what came, what entered and what is there.</summary>
    [Fact]
    public void Progress_adds_up_what_is_there()
    {
        WindowedSearch search = new(new GridArchive([4]), new CountingProposer(), 1);
        Assert.Equal(new SearchProgress(0, 0, 0, 0, 0), search.Progress);
        Assert.True(search.Fold(Scores.Of(0, 0.25, 0.1)));
        Assert.True(search.Fold(Scores.Of(1, 0.5, 0.1)));
        Assert.False(search.Fold(Scores.Of(2, 0.5, 0.1)));
        Assert.True(search.Fold(Scores.Of(3, 0.125, 0.9)));
        Assert.Equal(new SearchProgress(4, 3, 2, 0.5, 0.625), search.Progress);
    }

    /// <summary>Where there are no cells, there is nothing to be covered.</summary>
    [Fact]
    public void Without_cells_there_is_no_coverage()
    {
        WindowedSearch search = Begin(1);
        search.Fold(Scores.Of(0, 0.25, 0.1));
        Assert.Equal(new SearchProgress(1, 1, 1, null, null), search.Progress);
    }
}
