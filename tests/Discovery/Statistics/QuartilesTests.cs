using GpuEcosystem.Discovery.Statistics;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Statistics;

/// <summary>Where a quarter, half and three quarters lie below.</summary>
public class QuartilesTests
{
    /// <summary>By hand, whatever the order: between two numbers by straight lines.</summary>
    [Fact]
    public void Quartiles_by_hand()
    {
        Assert.Equal(new Quartiles(2, 3, 4), Quartiles.Of([5, 1, 4, 2, 3]));
        Assert.Equal(new Quartiles(1.75, 2.5, 3.25), Quartiles.Of([4, 3, 2, 1]));
        Assert.Equal(new Quartiles(7, 7, 7), Quartiles.Of([7]));
        Assert.Equal(new Quartiles(2.5, 5, 7.5), Quartiles.Of([0, 10]));
    }

    /// <summary>Nothing has no middle.</summary>
    [Fact]
    public void There_are_no_quartiles_of_nothing() => Assert.Throws<ArgumentException>(() => Quartiles.Of([]));
}
