using GpuEcosystem.Discovery.Statistics;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Statistics;

/// <summary>Whether one sample is larger than another.</summary>
public class MannWhitneyTests
{
    private static void IsClose(double u, double p, MannWhitney result)
    {
        Assert.Equal(u, result.U);
        Assert.Equal(p, result.P, p * 1e-6);
    }

    /// <summary>
    /// The permeability of membranes (Hollander and Wolfe: "Nonparametric statistical methods", 1973, page 69): U = 35, and from one side
    /// p = 0.1272.
    /// </summary>
    [Fact]
    public void A_published_example()
    {
        double[] term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        double[] weeks = [1.15, 0.88, 0.90, 0.74, 1.21];
        IsClose(35, 0.2544122544122544, MannWhitney.Compare(term, weeks));
        IsClose(15, 0.2544122544122544, MannWhitney.Compare(weeks, term));
    }

    /// <summary>By hand: of the 20 orders of 3 and 3 one has U = 0 and one U = 9; of the 252 of 5 and 5 as well.</summary>
    [Fact]
    public void Small_samples_by_hand()
    {
        IsClose(0, 2 / 20.0, MannWhitney.Compare([1, 2, 3], [4, 5, 6]));
        IsClose(9, 2 / 20.0, MannWhitney.Compare([4, 5, 6], [1, 2, 3]));
        IsClose(1, 4 / 20.0, MannWhitney.Compare([1, 2, 4], [3, 5, 6]));
        IsClose(0, 2 / 252.0, MannWhitney.Compare([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]));
        IsClose(2, 1, MannWhitney.Compare([2, 3], [1, 4]));
    }

    /// <summary>
    /// By hand: of 1, 1, 2 and 2, 3, 3 U is ½, its variance 9/12 · (7 − 18/30) = 4.8, z = (4 − ½) / √4.8, and p that of the normal
    /// distribution.
    /// </summary>
    [Fact]
    public void Equal_numbers_by_hand() => IsClose(0.5, 0.11014892418594703, MannWhitney.Compare([1, 1, 2], [2, 3, 3]));

    /// <summary>Large samples are compared by the normal distribution, which the exact one comes near to.</summary>
    [Fact]
    public void Large_samples_are_compared_by_the_normal_distribution()
    {
        IsClose(1378, 0.02694585619564298, Shifted(60, 7.5));
        Assert.InRange(Shifted(50, 5.5).P / Shifted(49, 5.5).P, 0.9, 1.1);
        Assert.InRange(Shifted(60, 100.5).P, 0, 1e-11);
    }

    private static MannWhitney Shifted(int count, double by) =>
        MannWhitney.Compare([.. Enumerable.Range(0, count).Select(i => (double)i)], [.. Enumerable.Range(0, count).Select(i => i + by)]);

    /// <summary>Where all are equal, nothing speaks for a difference.</summary>
    [Fact]
    public void Equal_samples_do_not_differ() => IsClose(4.5, 1, MannWhitney.Compare([1, 1, 1], [1, 1, 1]));

    /// <summary>Nothing has no size.</summary>
    [Fact]
    public void An_empty_sample_is_refused() => Assert.Throws<ArgumentException>(() => MannWhitney.Compare([], [1]));
}
