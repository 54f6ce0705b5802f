using GpuEcosystem.Discovery.Statistics;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Statistics;

/// <summary>Whether one number rises with another.</summary>
public class SpearmanTests
{
    private static readonly double[] rising = [1, 2, 3, 4, 5];

    /// <summary>The published example of intelligence and hours before the television: ρ = −29/165.</summary>
    [Fact]
    public void A_published_example() => Assert.Equal(
        -29 / 165.0,
        Spearman.Correlation([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])!.Value,
        1e-12);

    /// <summary>Any curve that rises is 1, any that falls −1.</summary>
    [Fact]
    public void The_curve_does_not_matter()
    {
        Assert.Equal(1, Spearman.Correlation(rising, [.. rising.Select(Math.Exp)])!.Value, 1e-12);
        Assert.Equal(-1, Spearman.Correlation(rising, [.. rising.Select(x => 1 / x)])!.Value, 1e-12);
    }

    /// <summary>By hand: 1, 2, 2, 3 have the ranks 1, 2½, 2½, 4, and with 1, 2, 3, 4 the correlation 4.5 / √(4.5 · 5).</summary>
    [Fact]
    public void Equal_numbers_share_their_ranks() =>
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Spearman.Correlation([1, 2, 2, 3], [1, 2, 3, 4])!.Value, 1e-12);

    /// <summary>What is the same everywhere neither rises nor falls, and different cases cannot be compared.</summary>
    [Fact]
    public void Where_nothing_varies_there_is_no_correlation()
    {
        Assert.Null(Spearman.Correlation(rising, [7, 7, 7, 7, 7]));
        Assert.Null(Spearman.Correlation([], []));
        Assert.Throws<ArgumentException>(() => Spearman.Correlation(rising, [1]));
    }
}
