using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Statistics;
using GpuEcosystem.Tests.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Statistics;

/// <summary>What each gene has to do with a number.</summary>
public class SensitivityTests
{
    private static readonly double[] first = [0.314, 0.442, 0];
    private static readonly double[] total = [0.558, 0.442, 0.244];

    /// <summary>Of Ishigami's function the answers are known.</summary>
    [Fact]
    public void Ishigami_comes_out()
    {
        SensitivitySums found = SensitivitySums.Add(
            Ishigami(16_384, group => group).Select(group => SensitivitySums.Of([.. group.Select(value => value!.Value)])));
        Assert.All(first.Index(), gene => Assert.Equal(gene.Item, found.First(gene.Index), 0.02));
        Assert.All(total.Index(), gene => Assert.Equal(gene.Item, found.Total(gene.Index), 0.02));
        Assert.Equal(13.845, found.Variance, 0.1);
    }

    /// <summary>Who takes one point for the other, or one gene for the next, comes to something else.</summary>
    [Fact]
    public void The_order_of_trials_counts()
    {
        Sensitivity points = Sensitivity.Of(Ishigami(1000, group => [group[1], group[0], .. group[2..]]), seed: 1)!;
        Assert.DoesNotContain(first.Zip(points.First), pair => Math.Abs(pair.First - pair.Second.Share) < 0.1 && pair.First > 0);
        Sensitivity genes = Sensitivity.Of(Ishigami(1000, group => [group[0], group[1], group[3], group[4], group[2]]), seed: 1)!;
        Assert.Contains(total.Zip(genes.Total), pair => Math.Abs(pair.First - pair.Second.Share) > 0.1);
    }

    /// <summary>The intervals hold the truth in most of 20 designs, and are narrower where there are more groups.</summary>
    [Fact]
    public void Intervals_hold_the_truth()
    {
        Sensitivity[] found = [.. Enumerable.Range(0, 20).Select(seed => Sensitivity.Of(Ishigami(100, group => group, (ulong)seed), seed: 1)!)];
        Assert.All(Enumerable.Range(0, 3), gene => Assert.InRange(found.Count(one => Holds(one.Total[gene], total[gene])), 16, 20));
        Assert.All(Enumerable.Range(0, 2), gene => Assert.InRange(found.Count(one => Holds(one.First[gene], first[gene])), 16, 20));
        Assert.All(found.SelectMany(one => one.First.Concat(one.Total)), share => Assert.InRange(share.Share, share.Lower, share.Upper));
        VarianceShare many = Sensitivity.Of(Ishigami(900, group => group), seed: 1)!.Total[0];
        Assert.InRange(many.Upper - many.Lower, 0.01, 0.5 * found.Average(one => one.Total[0].Upper - one.Total[0].Lower));

        static bool Holds(VarianceShare share, double truth) => share.Lower <= truth && truth <= share.Upper;
    }

    /// <summary>A group that lost a trial is left out whole; a number that never varies, and one group, show nothing.</summary>
    [Fact]
    public void Little_is_left_out()
    {
        double?[][] values = Ishigami(50, group => group);
        double?[] lost = [.. values[0].SkipLast(1), null];
        Sensitivity expected = Sensitivity.Of(values, seed: 1)!;
        Sensitivity found = Sensitivity.Of([.. values, lost], seed: 1)!;
        Assert.Equal((50, 1), (found.Groups, found.LeftOut));
        Assert.Equal(expected.Total, found.Total);
        Assert.Null(Sensitivity.Of([values[0], lost], seed: 1));
        Assert.Null(Sensitivity.Of([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], seed: 1));
        Assert.Null(Sensitivity.Of([], seed: 1));
    }

    private static double?[][] Ishigami(int groups, Func<double?[], double?[]> change, ulong seed = 1)
    {
        SaltelliDesign design = new(Landscape.Numbers(3), 5 * groups, seed);
        return [.. Enumerable.Range(0, 5 * groups).Select(trial => (double?)Value([.. design.Genome(trial)])).Chunk(5).Select(change)];

        static double Value(float[] u)
        {
            double[] x = [.. u.Select(gene => Math.PI * (2 * gene - 1))];
            return Math.Sin(x[0]) + 7 * Math.Pow(Math.Sin(x[1]), 2) + 0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]);
        }
    }
}
