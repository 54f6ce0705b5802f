using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>The reference's gelu against values computed with 30 digits.</summary>
public class ReferenceGeluTests
{
    /// <summary>The error function, also where its two forms meet.</summary>
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0e-10, 1.1283791670955125739e-10)]
    [InlineData(0.1, 0.1124629160182848922)]
    [InlineData(0.5, 0.52049987781304653768)]
    [InlineData(1.0, 0.84270079294971486934)]
    [InlineData(2.0, 0.99532226501895273416)]
    [InlineData(1.4999, 0.96609325166229526931)]
    [InlineData(1.5, 0.96610514647531072707)]
    [InlineData(3.0, 0.99997790950300141456)]
    [InlineData(4.0, 0.99999998458274209972)]
    [InlineData(6.0, 0.99999999999999997848)]
    public void Error_function_matches(double v, double expected)
    {
        Assert.Equal(expected, ReferenceGelu.ErrorFunction(v), 1e-15);
        Assert.Equal(-expected, ReferenceGelu.ErrorFunction(-v), 1e-15);
    }

    /// <summary>The complementary error function keeps its relative precision where it is small.</summary>
    [Theory]
    [InlineData(-3, 1.9999779095030014146)]
    [InlineData(-1, 1.8427007929497148693)]
    [InlineData(0, 1.0)]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(2.4999, 4.071699003334509212e-4)]
    [InlineData(2.5, 4.0695201744495893956e-4)]
    [InlineData(5, 1.5374597944280348502e-12)]
    [InlineData(10, 2.088487583762544757e-45)]
    [InlineData(25, 8.300172571196522752e-274)]
    public void Complementary_error_function_matches(double v, double expected) =>
        Assert.Equal(1, ReferenceGelu.ComplementaryErrorFunction(v) / expected, 1e-13);

    /// <summary>Gelu itself.</summary>
    [Theory]
    [InlineData(-10, -7.619853024160526066e-23)]
    [InlineData(-5, -1.4332578593959695584e-6)]
    [InlineData(-1, -0.15865525393145705141)]
    [InlineData(-0.1, -0.046017216272297101853)]
    [InlineData(0, 0.0)]
    [InlineData(0.1, 0.053982783727702898147)]
    [InlineData(1, 0.84134474606854294859)]
    [InlineData(5, 4.999998566742140604)]
    [InlineData(10, 10.0)]
    public void Gelu_matches(double v, double expected) =>
        Assert.Equal(expected, ReferenceGelu.Gelu(v), 1e-15 + 1e-13 * Math.Abs(expected));
}
