using GpuEcosystem.Discovery.Observation;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>Descriptors have the same bits wherever they were computed.</summary>
public class RoundingTests
{
    /// <summary>Six digits, to the nearest.</summary>
    [Theory]
    [InlineData(1.0 / 3, 0.333333)]
    [InlineData(-2.0 / 3, -0.666667)]
    [InlineData(123456.5001, 123457)]
    [InlineData(1234567, 1234570)]
    [InlineData(9.999999, 10)]
    [InlineData(1.234567e-300, 1.23457e-300)]
    [InlineData(0, 0)]
    public void Six_digits_are_kept(double value, double rounded) => Assert.Equal(rounded, Rounding.Significant(value));

    /// <summary>What a C library makes of the last bits is rounded away, and there is one zero.</summary>
    [Fact]
    public void The_last_bits_do_not_matter()
    {
        double value = Math.Log(7);
        Assert.Equal(Bits(value), Bits(Math.BitIncrement(value)));
        Assert.Equal(Bits(value), Bits(Math.BitDecrement(value)));
        Assert.Equal(Bits(0), Bits(-0.0));
        Assert.Equal(Bits(0), Bits(-1e-400));
        Assert.Equal(Bits(Rounding.Significant(value)), Bits(value));
    }

    /// <summary>What is no finite number stays so, for others to notice.</summary>
    [Fact]
    public void What_is_not_finite_stays_so()
    {
        Assert.True(double.IsNaN(Rounding.Significant(double.NaN)));
        Assert.Equal(double.NegativeInfinity, Rounding.Significant(double.NegativeInfinity));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(Rounding.Significant(value));
}
