using GpuEcosystem.Discovery.Observation;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>Figures of distances that are given.</summary>
public class DamageSpreadingTests
{
    private const int Cells = 1000;

    /// <summary>The damage is that of the last 16 steps alone.</summary>
    [Fact]
    public void Damage_is_the_last_steps_mean()
    {
        Assert.Equal(-2, Of(step => step > 48 ? 0.01 : 0.7).Damage, 1e-12);
        Assert.NotEqual(-2, Of(step => step > 47 ? 0.01 : 0.7).Damage + Of(step => step > 49 ? 0.01 : 0.7).Damage, 1e-3);
        Assert.Equal(Math.Log10(0.01), Of(step => step % 2 == 0 ? 0.02 : 0).Damage, 1e-12);
        Assert.Equal(-6, Of(_ => 0).Damage);
        Assert.Equal(-6, Of(_ => 1e-9).Damage);
    }

    /// <summary>An exponential's slope is its exponent, whatever comes before step 4 and after step 24.</summary>
    [Theory]
    [InlineData(0.13)]
    [InlineData(-0.05)]
    [InlineData(0)]
    public void Spread_is_the_exponent(double rate)
    {
        Assert.Equal(rate, Of(step => 0.01 * Math.Exp(rate * step)).Spread, 1e-12);
        Assert.Equal(rate, Of(step => step is < 4 or > 24 ? 0.5 : 0.01 * Math.Exp(rate * step)).Spread, 1e-12);
        Assert.NotEqual(rate, Of(step => step is < 5 or > 24 ? 0.5 : 0.01 * Math.Exp(rate * step)).Spread, 1e-3);
        Assert.NotEqual(rate, Of(step => step is < 4 or > 23 ? 0.5 : 0.01 * Math.Exp(rate * step)).Spread, 1e-3);
    }

    /// <summary>What has healed has shrunk, what never was is still, and both are numbers.</summary>
    [Fact]
    public void Nothing_has_no_slope()
    {
        Assert.Equal(0, Of(_ => 0).Spread);
        Assert.InRange(Of(step => step < 12 ? 1.0 / Cells : 0).Spread, -1, -0.1);
        Assert.Equal(0, new DamageSpreading(new double[64], OpenCells: 0).Spread);
    }

    private static DamageSpreading Of(Func<int, double> distance) => new([.. Enumerable.Range(1, 64).Select(distance)], Cells);
}
