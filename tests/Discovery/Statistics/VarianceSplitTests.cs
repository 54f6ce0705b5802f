using GpuEcosystem.Discovery.Statistics;
using GpuEcosystem.Kernels.Random;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Statistics;

/// <summary>What rules and seeds have to do with a number.</summary>
public class VarianceSplitTests
{
    private static double?[][] Generate(int rules, int seeds, double rule, double seed, double rest, ulong from)
    {
        double Draw(int which, int index) => Philox.Normal(from, RandomStream.Variation, which, (ulong)index);

        return
        [
            .. Enumerable.Range(0, rules).Select(g => Enumerable.Range(0, seeds)
                .Select(r => (double?)(100 + rule * Draw(0, g) + seed * Draw(1, r) + rest * Draw(2, g * seeds + r)))
                .ToArray()),
        ];
    }

    /// <summary>
    /// By hand: of 1, 2 and 3, 6 the rules' means are 1.5 and 4.5, the seeds' 2 and 4; sums of squares are 9, 4 and 1, and so are mean
    /// squares.
    /// </summary>
    [Fact]
    public void The_smallest_split_by_hand()
    {
        VarianceSplit split = VarianceSplit.Of([[1, 2], [3, 6]], seed: 1)!;
        Close.Assert<double, double>([4, 1.5, 1], [split.Rule.Variance, split.Seed.Variance, split.Rest.Variance], 1e-12);
        Close.Assert<double, double>([4 / 6.5, 1.5 / 6.5, 1 / 6.5], [split.Rule.Share, split.Seed.Share, split.Rest.Share], 1e-12);
        Assert.Equal((2, 2, 0), (split.Rules, split.Seeds, split.LeftOut));
    }

    /// <summary>
    /// By hand, three rules and two seeds: of 1, 3; 2, 2; 6, 4 the mean is 3, the rules' means 2, 2, 5, the seeds' 3, 3; sums of squares
    /// are 12, 0 and 4, mean squares 6, 0 and 2. What would be less than nothing is nothing.
    /// </summary>
    [Fact]
    public void What_would_be_negative_is_nothing()
    {
        VarianceSplit split = VarianceSplit.Of([[1, 3], [2, 2], [6, 4]], seed: 1)!;
        Close.Assert<double, double>([2, 0, 2], [split.Rule.Variance, split.Seed.Variance, split.Rest.Variance], 1e-12);
    }

    /// <summary>The means of 100 splits of 40 rules and 40 seeds are less than 10 % from what the numbers were made of.</summary>
    [Theory]
    [InlineData(2, 1.5, 1)]
    [InlineData(1, 2, 2)]
    public void Components_come_out_as_they_went_in(double rule, double seed, double rest)
    {
        VarianceComponents[] found =
        [
            .. Enumerable.Range(0, 100).Select(i => VarianceComponents.Of(
                [.. Generate(40, 40, rule, seed, rest, (ulong)i).SelectMany(row => row.Select(value => value!.Value))], rules: 40, weathers: 1)),
        ];
        Assert.InRange(found.Average(components => components.Rule) / (rule * rule), 0.9, 1.1);
        Assert.InRange(found.Average(components => components.Seed) / (seed * seed), 0.9, 1.1);
        Assert.InRange(found.Average(components => components.Rest) / (rest * rest), 0.9, 1.1);
    }

    /// <summary>
    /// By hand: two rules, two seeds, two weathers of each. Means over weathers are 2, 8 and 6, 9, with mean squares 6.25, 20.25 and 2.25; what
    /// weathers do under both rules has the mean square 2.5, and what they do under one 0.5.
    /// </summary>
    [Fact]
    public void The_smallest_split_of_weathers_by_hand()
    {
        VarianceSplit split = VarianceSplit.Of([[1, 3, 8, 8], [5, 7, 8, 10]], seed: 1, weathers: 2)!;
        Close.Assert<double, double>(
            [2, 8.5, 1, 2.5], [split.Rule.Variance, split.Seed.Variance, split.Weather!.Variance, split.Rest.Variance], 1e-12);
        Assert.Equal((2, 2, 2, 0), (split.Rules, split.Seeds, split.Weathers, split.LeftOut));
        IsInside(split.Weather);
        Assert.Null(VarianceSplit.Of([[1, 3], [5, 7]], seed: 1, weathers: 2));
    }

    /// <summary>The means of 100 splits of 20 rules, 20 seeds and 3 weathers are less than 10 % from what the numbers were made of.</summary>
    [Fact]
    public void Weathers_come_out_as_they_went_in()
    {
        VarianceComponents[] found =
        [
            .. Enumerable.Range(0, 100).Select(i =>
            {
                double?[][] ofSeed = Generate(20, 20, rule: 2, seed: 1.5, rest: 1, (ulong)i);
                double?[][] ofWeather = Generate(20, 60, rule: 0, seed: 1.2, rest: 0.8, (ulong)i + 1000);
                return VarianceComponents.Of(
                    [.. ofWeather.SelectMany((row, rule) => row.Select((value, run) => value!.Value + ofSeed[rule][run / 3]!.Value))], rules: 20, weathers: 3);
            }),
        ];
        Assert.InRange(found.Average(components => components.Rule) / 4, 0.9, 1.1);
        Assert.InRange(found.Average(components => components.Seed) / 2.25, 0.9, 1.1);
        Assert.InRange(found.Average(components => components.Weather) / 1.44, 0.9, 1.1);
        Assert.InRange(found.Average(components => components.Rest) / 1.64, 0.9, 1.1);
    }

    /// <summary>
    /// The intervals hold the true shares in most of 20 sets of numbers, and are narrower where there are more of both.
    /// </summary>
    [Fact]
    public void Intervals_hold_the_truth()
    {
        VarianceSplit[] splits = [.. Enumerable.Range(0, 20).Select(i => VarianceSplit.Of(Generate(20, 20, 2, 1, 1, (ulong)i), seed: 1)!)];
        Assert.InRange(splits.Count(split => Holds(split.Rule, 4 / 6.0)), 16, 20);
        Assert.InRange(splits.Count(split => Holds(split.Seed, 1 / 6.0)), 16, 20);
        Assert.InRange(splits.Count(split => Holds(split.Rest, 1 / 6.0)), 16, 20);
        Assert.All(splits, split => Assert.All((VarianceShare[])[split.Rule, split.Seed, split.Rest], IsInside));

        VarianceSplit few = VarianceSplit.Of(Generate(6, 6, 2, 1, 1, 1), seed: 1)!;
        Assert.True(few.Rule.Upper - few.Rule.Lower > 1.5 * splits.Average(split => split.Rule.Upper - split.Rule.Lower));
    }

    private static bool Holds(VarianceShare share, double truth) => share.Lower <= truth && truth <= share.Upper;

    private static void IsInside(VarianceShare share)
    {
        Assert.InRange(share.Lower, 0, share.Share);
        Assert.InRange(share.Upper, share.Share, 1);
    }

    /// <summary>A rule that lost a run is left out whole, and counted; so is one whose number is none.</summary>
    [Fact]
    public void Rules_that_lost_a_run_are_left_out()
    {
        double?[][] y = Generate(6, 3, 2, 1, 1, 1);
        VarianceSplit expected = VarianceSplit.Of([y[0], y[2], y[5]], seed: 1)!;
        y[1][2] = null;
        y[3][0] = double.NaN;
        y[4] = [1, 2];
        Assert.Equal(expected with { LeftOut = 3 }, VarianceSplit.Of(y, seed: 1));
    }

    /// <summary>One rule or one seed shows nothing.</summary>
    [Fact]
    public void Too_few_runs_are_no_split()
    {
        Assert.Null(VarianceSplit.Of([[1, 2]], seed: 1));
        Assert.Null(VarianceSplit.Of([[1], [2]], seed: 1));
        Assert.Null(VarianceSplit.Of([[1, 2], [null, 2]], seed: 1));
        Assert.Null(VarianceSplit.Of([], seed: 1));
    }

    /// <summary>A number that is the same everywhere has no causes, also where it is one that computers round.</summary>
    [Fact]
    public void What_does_not_vary_has_no_shares()
    {
        VarianceSplit split = VarianceSplit.Of([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], seed: 1)!;
        Assert.All((VarianceShare[])[split.Rule, split.Seed, split.Rest], share => Assert.Equal(new VarianceShare(0, 0, 0, 0), share));
    }

    /// <summary>The intervals are a function of numbers and seed.</summary>
    [Fact]
    public void Intervals_follow_from_the_seed()
    {
        double?[][] y = Generate(6, 3, 2, 1, 1, 1);
        Assert.Equal(VarianceSplit.Of(y, seed: 1), VarianceSplit.Of(y, seed: 1));
        Assert.NotEqual(VarianceSplit.Of(y, seed: 1), VarianceSplit.Of(y, seed: 2));
    }
}
