using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Kernels.Random;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>A search is one function of its settings, in whatever order its trials are done.</summary>
public class SearchOrderTests
{
    private const int Trials = 320;

    private static readonly SearchSpace space = new([.. Enumerable.Repeat(GeneKind.Number, 5), GeneKind.Choice]);

    /// <summary>Methods and windows.</summary>
    public static TheoryData<string, int> Searches =>
        [.. from method in SearchMethod.All from window in (int[])[1, 16, 64] select new TheoryDataRow<string, int>(method.Name, window)];

    /// <summary>The trial that is done next is any within the window; archive, proposals and progress are the same.</summary>
    [Theory]
    [MemberData(nameof(Searches))]
    public void Any_order_of_outcomes_gives_the_same_search(string method, int window)
    {
        string[] inOrder = Run(Begin(method, window, seed: 1), order: null);
        Assert.All((ulong[])[1, 2, 3], order => Assert.Equal(inOrder, Run(Begin(method, window, seed: 1), order)));
        Assert.NotEqual(inOrder, Run(Begin(method, window, seed: 2), order: null));
    }

    /// <summary>The window is part of the function: another is another search, where trials follow from others at all.</summary>
    [Theory]
    [InlineData("random", true)]
    [InlineData("map-elites", false)]
    [InlineData("cvt", false)]
    [InlineData("cma-me", false)]
    [InlineData("dominated", false)]
    [InlineData("novelty", false)]
    [InlineData("population", false)]
    public void Another_window_is_another_search(string method, bool same)
    {
        string[] one = Run(Begin(method, 16, seed: 1), order: null);
        string[] other = Run(Begin(method, 17, seed: 1), order: null);
        Assert.Equal(same, one.SequenceEqual(other));
    }

    /// <summary>A search that proposes when it is asked, from all that is there by then, is found out.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(16, false)]
    [InlineData(64, false)]
    public void A_search_that_looks_past_its_window_is_noticed(int window, bool same)
    {
        string[] inOrder = Run(Begin("map-elites", window, seed: 1), order: null, new Variation(space, 1));
        string[] mixed = Run(Begin("map-elites", window, seed: 1), order: 1, new Variation(space, 1));
        Assert.Equal(same, inOrder.SequenceEqual(mixed));
    }

    private static WindowedSearch Begin(string method, int window, ulong seed) =>
        Landscape.Settings(method).Begin(space, seed, window);

    // Hashes and progress, trial by trial. Who takes a trial on asks what it tries; its outcome is there at once, and waits for those
    // before it. With a proposer, that is asked instead.
    private static string[] Run(WindowedSearch search, ulong? order, IProposer? late = null)
    {
        List<string> story = [];
        Dictionary<int, TrialScore> done = [];
        for (int turn = 0; search.Folded < Trials; turn++)
        {
            int[] open = [.. Enumerable.Range(search.Folded, search.Horizon - search.Folded).Where(trial => !done.ContainsKey(trial))];
            int next = open[order is ulong seed ? (int)Philox.Below(open.Length, seed, RandomStream.Resampling, turn, 0) : 0];
            Proposal proposal = late?.Propose(next, search.Archive) ?? search.ProposalOf(next);
            done.Add(next, ScoreOf(next, proposal.Genome));
            while (done.Remove(search.Folded, out TrialScore? score) && search.Folded < Trials)
            {
                search.Fold(score);
                story.Add($"{search.Progress} {string.Join(' ', score.Genome)}");
                if (search.Folded % 32 == 0)
                {
                    story.Add(ArchiveHash.Of(search.Archive));
                }
            }
        }

        return [.. story];
    }

    // Some trials are not viable.
    private static TrialScore ScoreOf(int trial, ImmutableArray<float> genome) =>
        genome[5] < 0.2f ? new TrialScore(trial, genome, IsViable: false, [], 0) : Landscape.Means(trial, genome);
}
