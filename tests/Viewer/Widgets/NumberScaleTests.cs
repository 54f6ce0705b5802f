using GpuEcosystem.Viewer.Widgets;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Widgets;

/// <summary>How numbers lie along sliders.</summary>
public class NumberScaleTests
{
    private static readonly NumberScale learningRate = new(0, 1, finest: 1e-6);
    private static readonly NumberScale width = new(8, 256, wholeStep: 8);
    private static readonly NumberScale interval = new(0, 10000, wholeStep: 1, finest: 1);

    /// <summary>The ends are exact, 0 among them.</summary>
    [Fact]
    public void Ends_are_exact()
    {
        Assert.Equal(0, learningRate.Value(0));
        Assert.Equal(1, learningRate.Value(1));
        Assert.Equal(0.999, new NumberScale(0, 0.999).Value(1.3));
    }

    /// <summary>Decades are equally wide, and values have three digits.</summary>
    [Fact]
    public void Decades_are_equally_wide()
    {
        Assert.Equal(0.001, learningRate.Value(0.5), 1e-9);
        Assert.Equal(0.5, learningRate.Fraction(0.001), 1e-9);
        Assert.Equal("0.00178", NumberScale.Text(learningRate.Value(0.5 + 0.25 / 6)));
    }

    /// <summary>Whole numbers, and multiples of one.</summary>
    [Fact]
    public void Values_are_whole_where_they_must_be()
    {
        for (double fraction = 0; fraction <= 1; fraction += 0.01)
        {
            Assert.Equal(0, width.Value(fraction) % 8);
            Assert.Equal(0, interval.Value(fraction) % 1);
        }
    }

    /// <summary>Keys go from one end to the other without getting stuck, and back.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_reach_both_ends(bool isShifted)
    {
        NumberScale[] others = [new(0.01, 10, finest: 0.01), new(0.01, 1), new(0, 0.999), new(1, 24, wholeStep: 1)];
        foreach (NumberScale scale in others.Concat([learningRate, width, interval]))
        {
            double value = scale.Value(0);
            value = Walk(scale, value, 1, isShifted);
            Assert.Equal(scale.Value(1), value);
            value = Walk(scale, value, -1, isShifted);
            Assert.Equal(scale.Value(0), value);
        }
    }

    /// <summary>Steps are what a person would count in.</summary>
    [Fact]
    public void Steps_are_round()
    {
        Assert.Equal(0.00079, learningRate.Step(0.0007, 1, false), 1e-9);
        Assert.Equal(0.000708, learningRate.Step(0.0007, 1, true), 1e-9);
        Assert.Equal(1e-6, learningRate.Step(0, 1, false));
        Assert.Equal(2, interval.Step(1, 1, false));
        Assert.Equal(40, width.Step(32, 1, false));
        Assert.Equal(112, width.Step(32, 1, true));
        Assert.Equal(0.57, new NumberScale(0.01, 1).Step(0.56, 1, false), 1e-9);
    }

    private static double Walk(NumberScale scale, double value, int direction, bool isShifted)
    {
        for (int i = 0; i < 3000; i++)
        {
            double next = scale.Step(value, direction, isShifted);
            if (next == value)
            {
                return value;
            }

            Assert.Equal(direction, Math.Sign(next - value));
            value = next;
        }

        return double.NaN;
    }
}
