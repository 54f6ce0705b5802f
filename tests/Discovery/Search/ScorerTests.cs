using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>What a search learns of a trial, by hand.</summary>
public class ScorerTests
{
    // Ranges of different lengths, so that forgetting to scale is noticed.
    private static readonly Descriptor[] catalogue =
    [
        new("sun", 0, 1, "", ""), new("grain", 0, 0.5, "", ""), new("damage", -6, 0, "", ""),
    ];

    private static Descriptor Find(string name) =>
        catalogue.FirstOrDefault(descriptor => descriptor.Name == name) ?? throw new UserException($"there is no descriptor '{name}'");

    private static Scorer Scorer(string quality = SearchSettings.Reproducible, int runs = 3) =>
        new(new SearchSettings { Method = "novelty", Features = ["sun", "grain"], Quality = quality }, Find, runs);

    private static Dictionary<string, double> Run(double sun, double grain, double damage = -3) =>
        new() { ["damage"] = damage, ["sun"] = sun, ["grain"] = grain };

    private static TrialScore Score(Scorer scorer, params (Dictionary<string, double>? Descriptors, bool IsViable)[] runs) =>
        scorer.Score(5, [0.5f], [.. runs.Select(run => run.Descriptors)], [.. runs.Select(run => run.IsViable)]);

    /// <summary>Features are scaled means: those of (0.2, 0.4, 0.6) and of (0.1, 0.2, 0.3) in a range of 0.5 are both 0.4.</summary>
    [Fact]
    public void Features_are_scaled_means()
    {
        TrialScore score = Score(Scorer(), (Run(0.2, 0.1), true), (Run(0.4, 0.2), true), (Run(0.6, 0.3), true));
        Assert.Equal(5, score.Trial);
        Assert.Equal([0.5f], score.Genome);
        Assert.True(score.IsViable);
        Close.Assert<double, double>([0.4, 0.4], [.. score.Features], 1e-12);

        // Both features deviate by 0.2, 0 and 0.2: sqrt(2 · 2 · 0.04 / (3 · 2)).
        Assert.Equal(1 - Math.Sqrt(0.16 / 6), score.Quality, 1e-12);
    }

    /// <summary>Worlds that are the same are worth 1, worlds at both ends of everything ½, as the formula has it.</summary>
    [Fact]
    public void Worlds_that_are_alike_are_worth_most()
    {
        Assert.Equal(1, Score(Scorer(runs: 2), (Run(0.3, 0.3), true), (Run(0.3, 0.3), true)).Quality);
        Assert.Equal(0.5, Score(Scorer(runs: 2), (Run(0, 0), true), (Run(1, 0.5), true)).Quality);
    }

    /// <summary>A run that did not end well leaves the mean to the others, and is worth as little as a run can be.</summary>
    [Fact]
    public void A_run_that_did_not_end_well_is_not_alike()
    {
        TrialScore dead = Score(Scorer(), (Run(0.3, 0.3), true), (null, false), (Run(0.3, 0.3), true));
        Close.Assert<double, double>([0.3, 0.6], [.. dead.Features], 1e-12);
        Assert.Equal(1 - Math.Sqrt(1 / 3.0), dead.Quality, 1e-12);
    }

    /// <summary>So counts one that lacks a descriptor, or has one that is no number.</summary>
    [Fact]
    public void A_run_without_all_descriptors_did_not_end_well()
    {
        TrialScore expected = Score(Scorer(), (Run(0.3, 0.3), true), (null, true), (Run(0.5, 0.3), true));
        Dictionary<string, double> lacking = Run(0.3, 0.3);
        lacking.Remove("grain");
        Dictionary<string, double>[] runs = [lacking, Run(double.NaN, 0.3), Run(0.3, double.PositiveInfinity)];
        foreach (Dictionary<string, double> run in runs)
        {
            TrialScore score = Score(Scorer(), (Run(0.3, 0.3), true), (run, true), (Run(0.5, 0.3), true));
            Assert.Equal(expected.Features, score.Features);
            Assert.Equal(expected.Quality, score.Quality);
            Assert.False(Score(Scorer(), (Run(0.3, 0.3), true), (run, true), (Run(0.5, 0.3), false)).IsViable);
        }
    }

    /// <summary>More than half of the worlds must live, and those that did not end well do not.</summary>
    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(3, 1, false)]
    [InlineData(4, 2, false)]
    [InlineData(4, 3, true)]
    public void A_trial_is_viable_where_more_than_half_of_its_worlds_are(int runs, int viable, bool expected)
    {
        TrialScore score = Score(Scorer(runs: runs), [.. Enumerable.Range(0, runs).Select(run => (Run(0.3, 0.3), run < viable))!]);
        Assert.Equal(expected, score.IsViable);
        Assert.Equal(expected ? 2 : 0, score.Features.Length);
        Assert.Equal(expected ? 1 : 0, score.Quality);
    }

    /// <summary>A descriptor is worth its place in its range, or, with a minus, what is left of it.</summary>
    [Theory]
    [InlineData("damage", 0.25)]
    [InlineData("+damage", 0.25)]
    [InlineData("-damage", 0.75)]
    public void A_descriptor_may_be_the_quality(string quality, double expected)
    {
        TrialScore one = Score(Scorer(quality, runs: 1), (Run(0.3, 0.3, damage: -4.5), true));
        TrialScore two = Score(Scorer(quality, runs: 2), (Run(0.3, 0.3, damage: -6), true), (Run(0.4, 0.4, damage: -3), true));
        Close.Assert<double, double>([expected, expected], [one.Quality, two.Quality], 1e-12);
    }

    /// <summary>What cannot be scored is said in one line, before anything runs.</summary>
    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        Assert.Equal(
            "the quality 'reproducible' compares a trial's worlds, so there must be 2 or more; there are 1",
            Assert.Throws<UserException>(() => Scorer(runs: 1)).Message);
        Assert.Equal("there is no descriptor 'beauty'", Assert.Throws<UserException>(() => Scorer("-beauty")).Message);
        Assert.Throws<ArgumentException>(() => Score(Scorer(), (Run(0.3, 0.3), true)));
    }
}
