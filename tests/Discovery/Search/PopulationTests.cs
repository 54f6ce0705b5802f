using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>A population finds what worlds have to live through to become good.</summary>
public class PopulationTests
{
    private const int Slots = 8;

    private static readonly PopulationSettings settings = new() { Slots = Slots, Score = [PopulationSettings.Quality] };

    // What each of two numbers is pulled with, towards the optimum or away from it.
    private static readonly GeneSpace pulls = Genes("""{ "SunPenalty": { "uniform": [0, 1] }, "CompetitionTemperature": { "uniform": [1, 2] } }""");

    /// <summary>
    /// Two numbers that genes pull towards the optimum or away from it, from a start that is far from it (after the example of Jaderberg et
    /// al., section 4.1): worlds that go on with genes drawn anew stay where they were on average, and one whose genes stay sees but
    /// one pull; a population comes to the optimum. One that takes the worst for the best does not.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_reaches_what_takes_a_life(ulong seed)
    {
        SearchSpace space = new(pulls.Coordinates);
        Assert.InRange(BestLife(new Population(settings, space, seed), Slots), 1.19, 1.2);
        Assert.InRange(BestLife(new LastingWorlds(Slots, 1, space, seed), Slots), double.MinValue, 1.15);
        Assert.InRange(BestLife(new MisledProposer(new Population(settings, space, seed), score => score with { Quality = -score.Quality }), Slots), double.MinValue, 1.0);
    }

    /// <summary>Whole numbers change by one at least, also 1 and 2; nothing leaves its range, and what is no number is drawn anew.</summary>
    [Fact]
    public void Values_change_and_stay_in_their_ranges()
    {
        GeneSpace genes = Genes("""
            { "LearnInterval": { "integer": [1, 4] }, "SunPenalty": { "uniform": [0.5, 2] }, "LearningRate": { "log": [1e-5, 1e-2] },
              "Optimizer": { "choice": ["SGD", "Adam"] } }
            """);
        SearchSpace space = new(genes.Coordinates);
        string At(int gene, float place)
        {
            float[] genome = new float[4];
            genome[gene] = place;
            return genes.Genes[gene].Describe([place]);
        }

        Assert.Equal(["1", "1", "1", "2", "3"], new[] { 0f, 0.1f, 0.3f, 0.6f, 0.9f }.Select(place => At(0, space.Multiply(0, place, 0.8)!.Value)));
        Assert.Equal(["2", "3", "4", "4"], new[] { 0.1f, 0.3f, 0.6f, 0.9f }.Select(place => At(0, space.Multiply(0, place, 1.2)!.Value)));
        Assert.Equal("1.2", At(1, space.Multiply(1, 1f / 3, 1.2)!.Value));
        Assert.Equal("2", At(1, space.Multiply(1, 0.99f, 1.2)!.Value));
        Assert.Equal("0.5", At(1, space.Multiply(1, 0.01f, 0.8)!.Value));
        Assert.Equal("1E-05", At(2, space.Multiply(2, 0.001f, 0.8)!.Value));
        Assert.Equal(0.0008, double.Parse(At(2, space.Multiply(2, 2f / 3, 0.8)!.Value), System.Globalization.CultureInfo.InvariantCulture), 1e-7);
        Assert.Null(space.Multiply(3, 0.4f, 0.8));
    }

    /// <summary>Nobody goes on with a world that is not known to be there: each goes on with a viable one of the last two windows.</summary>
    [Theory]
    [InlineData(1, 0.25f)]
    [InlineData(3, 0.5f)]
    public void Worlds_that_go_on_are_there(int every, float fraction)
    {
        SearchSpace space = new([GeneKind.Number, GeneKind.Number]);
        Dictionary<int, bool> viable = [];
        int copies = 0;
        WindowedSearch search = new(new DominatedArchive(64), new Population(settings with { Every = every, Fraction = fraction }, space, 5), Slots);
        for (int trial = 0; trial < 400; trial++)
        {
            Proposal proposal = search.ProposalOf(trial);
            if (proposal.From is int from)
            {
                Assert.InRange(from, trial - 2 * Slots + 1, trial - Slots);
                Assert.True(viable[from]);
                Assert.Equal(proposal.IsCopy, from != trial - Slots);
                Assert.Equal(from, proposal.Parents[0]);
                copies += proposal.IsCopy ? 1 : 0;
            }
            else
            {
                Assert.Empty(proposal.Parents);
            }

            viable[trial] = proposal.Genome[0] > 0.2f;
            search.Fold(viable[trial]
                ? new TrialScore(trial, proposal.Genome, IsViable: true, [proposal.Genome[0], proposal.Genome[1]], proposal.Genome[1])
                : new TrialScore(trial, proposal.Genome, IsViable: false, [], 0));
        }

        Assert.InRange(copies, 50, 300);
    }

    /// <summary>Where nobody is viable, all begin anew, until somebody is.</summary>
    [Fact]
    public void Where_nobody_lives_all_begin_anew()
    {
        const int first = 22;
        WindowedSearch search = new(new DominatedArchive(8), new Population(settings, new SearchSpace([GeneKind.Number]), 5), Slots);
        for (int trial = 0; trial < first + 2 * Slots; trial++)
        {
            Proposal proposal = search.ProposalOf(trial);
            Assert.Equal(trial < first + Slots ? null : first, proposal.From);
            Assert.Equal(trial > first + Slots, proposal.IsCopy);
            bool lives = trial == first;
            search.Fold(new TrialScore(trial, proposal.Genome, lives, lives ? [0.5] : [], 1));
        }
    }

    private static GeneSpace Genes(string genes) =>
        Experiment.Read($$"""{ "genes": {{genes}}, "search": { "method": "random", "features": ["sun"], "quality": "sun" } }""", "test").Genes;

    // 1.2 − x² − y², where a segment of life multiplies x by 1.1 − 0.2 u, u in [0, 1), and y likewise.
    private static double BestLife(IProposer proposer, int slots)
    {
        Dictionary<int, (double X, double Y)> worlds = [];
        WindowedSearch search = new(new DominatedArchive(8), proposer, slots);
        double best = double.MinValue;
        for (int trial = 0; trial < 60 * slots; trial++)
        {
            Proposal proposal = search.ProposalOf(trial);
            (double x, double y) = proposal.From is int from ? worlds[from] : (0.9, 0.9);
            (x, y) = (Live(x, proposal.Genome[0]), Live(y, proposal.Genome[1]));
            worlds.Add(trial, (x, y));
            best = Math.Max(best, 1.2 - x * x - y * y);
            search.Fold(new TrialScore(trial, proposal.Genome, IsViable: true, [x, y], 1.2 - x * x - y * y));
        }

        return best;

        static double Live(double value, float pull) => value * (1.1 - 0.2 * pull);
    }
}
