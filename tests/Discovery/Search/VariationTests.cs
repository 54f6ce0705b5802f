using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>What trials try: anew, or elites varied.</summary>
public class VariationTests
{
    private const int Trials = 20_000;

    private static readonly SearchSpace space = new([GeneKind.Number, GeneKind.Number, GeneKind.Choice]);

    private static readonly Variation variation = new(space, 7);

    private static readonly PriorDraw prior = new(space, 7);

    private static bool IsNew(int trial, Proposal proposal) => proposal.Genome.SequenceEqual(prior.Genome(trial));

    private static GridArchive ArchiveOf(params ImmutableArray<float>[] genomes)
    {
        GridArchive archive = new([genomes.Length]);
        for (int i = 0; i < genomes.Length; i++)
        {
            archive.Take(new TrialScore(i, genomes[i], IsViable: true, [(i + 0.5) / genomes.Length], 1));
        }

        return archive;
    }

    // Elites 0 to 3 are of one kind, 4 to 7 of another.
    private static GridArchive Halves(ImmutableArray<float> first, ImmutableArray<float> second) =>
        ArchiveOf([.. Enumerable.Repeat(first, 4), .. Enumerable.Repeat(second, 4)]);

    private static GridArchive Alike(int count, ImmutableArray<float> genome) => ArchiveOf([.. Enumerable.Repeat(genome, count)]);

    /// <summary>Seven elites are too few to vary.</summary>
    [Fact]
    public void As_long_as_there_are_few_elites_trials_are_drawn_anew()
    {
        GridArchive seven = Alike(7, [0.5f, 0.5f, 0.5f]);
        GridArchive eight = Alike(8, [0.5f, 0.5f, 0.5f]);
        Assert.All(Enumerable.Range(0, 100), trial => Assert.True(IsNew(trial, variation.Propose(trial, seven))));
        Assert.Contains(Enumerable.Range(0, 100), trial => !IsNew(trial, variation.Propose(trial, eight)));
    }

    /// <summary>A tenth, within five standard errors; they alone have no parents.</summary>
    [Fact]
    public void A_tenth_is_drawn_anew()
    {
        GridArchive archive = Alike(8, [0.5f, 0.5f, 0.5f]);
        Proposal[] proposals = [.. Enumerable.Range(0, Trials).Select(trial => variation.Propose(trial, archive))];
        Assert.InRange(proposals.Count(proposal => proposal.Parents.IsEmpty) / (double)Trials, 0.089, 0.111);
        Assert.All(proposals, (proposal, trial) => Assert.Equal(proposal.Parents.IsEmpty, IsNew(trial, proposal)));
    }

    /// <summary>All elites are parents equally often; one that is both is named once.</summary>
    [Fact]
    public void Parents_are_any_elites()
    {
        GridArchive archive = Alike(10, [0.5f, 0.5f, 0.5f]);
        ImmutableArray<int>[] parents =
            [.. Enumerable.Range(0, Trials).Select(trial => variation.Propose(trial, archive).Parents).Where(some => !some.IsEmpty)];
        foreach (Func<ImmutableArray<int>, int> place in (Func<ImmutableArray<int>, int>[])[some => some[0], some => some[^1]])
        {
            int[] times = [.. parents.GroupBy(place).Select(group => group.Count())];
            Assert.Equal(10, times.Length);
            Assert.All(times, count => Assert.InRange(count / (double)parents.Length, 0.088, 0.112));
        }

        Assert.InRange(parents.Count(some => some.Length == 1) / (double)parents.Length, 0.088, 0.112);
        Assert.All(parents, some => Assert.Equal(some.Length, some.Distinct().Count()));
    }

    /// <summary>A gene that both elites share differs by 0.05; one in which they do not, by 0.2 of the way between them besides.</summary>
    [Fact]
    public void Numbers_move_a_little_and_along_the_way_to_another_elite()
    {
        double[][] moves =
        [
            .. Offspring(Halves([0.5f, 0.4f, 0.5f], [0.5f, 0.6f, 0.5f]))
                .Where(child => child.Proposal.Parents.Any(parent => parent < 4) && child.Proposal.Parents.Any(parent => parent >= 4))
                .Select(child => child.Proposal)
                .Select(child => (double[])[child.Genome[0] - 0.5, child.Genome[1] - (child.Parents[0] < 4 ? 0.4 : 0.6)]),
        ];
        Assert.True(moves.Length > 5000);
        Assert.Equal(0, moves.Average(move => move[0]), 0.003);
        Assert.Equal(0.05, Math.Sqrt(moves.Average(move => move[0] * move[0])), 0.002);
        Assert.Equal(Math.Sqrt(0.05 * 0.05 + 0.04 * 0.04), Math.Sqrt(moves.Average(move => move[1] * move[1])), 0.003);
    }

    /// <summary>The step along the way is one for all genes: where both elites differ alike in two genes, these move together.</summary>
    [Fact]
    public void The_step_along_is_one_for_all_genes()
    {
        double[][] moves =
        [
            .. Offspring(Halves([0.3f, 0.3f, 0.5f], [0.7f, 0.7f, 0.5f]))
                .Where(child => child.Proposal.Parents[0] < 4 && child.Proposal.Parents[^1] >= 4)
                .Select(child => (double[])[child.Proposal.Genome[0] - 0.3, child.Proposal.Genome[1] - 0.3]),
        ];
        Assert.True(moves.Length > 2500);
        Assert.Equal(0.08 * 0.08, moves.Average(move => move[0] * move[1]), 0.0006);
    }

    /// <summary>What would lie outside comes back inside, also from the ends themselves.</summary>
    [Fact]
    public void Genes_stay_in_their_range()
    {
        float last = MathF.BitDecrement(1);
        GridArchive corners = Halves([0f, last, last], [last, 0f, 0f]);
        (int Trial, Proposal Proposal)[] children = [.. Offspring(corners)];
        Assert.All(children, child => Assert.All(child.Proposal.Genome, gene => Assert.InRange(gene, 0f, last)));

        // Half of them would be outside, and none is kept at the end itself.
        Assert.True(children.Count(child => child.Proposal.Genome[0] is 0 || child.Proposal.Genome[0] == last) < Trials / 100);
    }

    /// <summary>A choice is the first parent's, the second's or new, and never between them.</summary>
    [Fact]
    public void Choices_are_inherited_or_drawn_anew()
    {
        GridArchive archive = Halves([0.5f, 0.5f, 0.25f], [0.5f, 0.5f, 0.75f]);
        (int Trial, Proposal Proposal)[] children =
            [.. Offspring(archive).Where(child => child.Proposal.Parents[0] < 4 && child.Proposal.Parents[^1] >= 4)];
        Assert.True(children.Length > 2500);
        Assert.InRange(children.Count(child => child.Proposal.Genome[2] == 0.25f) / (double)children.Length, 0.42, 0.48);
        Assert.InRange(children.Count(child => child.Proposal.Genome[2] == 0.75f) / (double)children.Length, 0.42, 0.48);
        Assert.All(children, child => Assert.Contains(child.Proposal.Genome[2], (float[])[0.25f, 0.75f, prior.Gene(child.Trial, 2)]));
    }

    /// <summary>Only seed, trial and elites count: a search that begins later or elsewhere proposes the same.</summary>
    [Fact]
    public void A_proposal_is_a_function_of_seed_trial_and_elites()
    {
        GridArchive archive = Alike(9, [0.5f, 0.5f, 0.5f]);
        Assert.All(Enumerable.Range(0, 100), trial => Assert.True(Same(variation, new Variation(space, 7), trial)));
        Assert.DoesNotContain(Enumerable.Range(0, 100), trial => Same(variation, new Variation(space, 8), trial));

        bool Same(Variation one, Variation other, int trial) =>
            one.Propose(trial, archive).Genome.SequenceEqual(other.Propose(trial, archive).Genome);
    }

    private static IEnumerable<(int Trial, Proposal Proposal)> Offspring(GridArchive archive) =>
        Enumerable.Range(0, Trials)
            .Select(trial => (Trial: trial, Proposal: variation.Propose(trial, archive)))
            .Where(child => !child.Proposal.Parents.IsEmpty);
}
