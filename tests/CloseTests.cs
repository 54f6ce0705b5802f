using Xunit;
using Xunit.Sdk;

namespace GpuEcosystem.Tests;

/// <summary>The comparer fails where it must.</summary>
public class CloseTests
{
    private static readonly float[] Expected = [1, -4, 2];

    /// <summary>Differences inside the allowance pass, for every pair of number types.</summary>
    [Fact]
    public void Accepts_numbers_within_the_allowance()
    {
        double[] precise = [1, -4, 2];
        float[] near = [1.1f, -4, 2];

        Close.Assert(Expected, near, 0.11);
        Close.Assert(precise, near, 0.11);
        Close.Assert(Expected, precise, 0);
        Close.Assert(Expected, near, absolute: 0, relativeToLargest: 0.03);
    }

    /// <summary>The message names index, both values, the allowance and what was compared.</summary>
    [Fact]
    public void Rejects_a_single_wrong_number()
    {
        var message = Failure(Expected, [1, -4, 2.5f], 0.25);

        Assert.Equal("numbers: worst at index 2: expected 2, got 2.5, difference 0.5, allowed 0.25", message);
        Assert.Contains("worst at index 0", Failure(Expected, [1.5f, -4, 2], 0, 0.1));
    }

    /// <summary>A number that is not finite fails on either side, whatever is allowed.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Rejects_numbers_that_are_not_finite(float number)
    {
        float[] broken = [1, number, 2];

        Assert.Contains("not finite at index 1", Failure(Expected, broken, double.MaxValue));
        Assert.Contains("not finite at index 1", Failure(broken, Expected, double.MaxValue));
        Assert.Contains("not finite at index 1", Failure(broken, broken, double.MaxValue));
    }

    /// <summary>A missing number is a difference.</summary>
    [Fact]
    public void Rejects_different_lengths() =>
        Assert.Contains("expected 3 numbers, got 2", Failure(Expected, [1, -4], double.MaxValue));

    /// <summary>Comparing nothing proves nothing.</summary>
    [Fact]
    public void Rejects_empty_arrays() => Assert.Contains("nothing to compare", Failure([], [], double.MaxValue));

    /// <summary>Zeros have no scale.</summary>
    [Fact]
    public void Rejects_a_relative_comparison_with_zeros() =>
        Assert.Contains("all expected numbers are 0", Failure([0, 0], [0, 0], 0, 0.1));

    /// <summary>An allowance that is not a number allows nothing.</summary>
    [Fact]
    public void Rejects_an_allowance_that_is_not_a_number() =>
        Assert.Contains("allowed NaN", Failure(Expected, Expected, double.NaN));

    private static string Failure(float[] expected, float[] actual, double absolute, double relativeToLargest = 0) =>
        Assert.Throws<FailException>(() => Close.Assert(expected, actual, absolute, relativeToLargest, "numbers")).Message;
}
