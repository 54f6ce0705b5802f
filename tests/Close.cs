using System.Numerics;

namespace GpuEcosystem.Tests;

/// <summary>Compares arrays of numbers that may differ a little.</summary>
public static class Close
{
    /// <summary>
    /// Fails unless every number differs from the expected one by at most
    /// <c>absolute + relativeToLargest · max|expected|</c>. Numbers that are not finite, different lengths and empty
    /// arrays always fail, as does a purely relative comparison with zeros alone.
    /// </summary>
    /// <param name="expected">The right numbers.</param>
    /// <param name="actual">The numbers to judge.</param>
    /// <param name="absolute">Allowed difference.</param>
    /// <param name="relativeToLargest">Allowed difference as a part of the largest expected magnitude.</param>
    /// <param name="what">What is compared, for the message.</param>
    public static void Assert<TExpected, TActual>(
        ReadOnlySpan<TExpected> expected,
        ReadOnlySpan<TActual> actual,
        double absolute,
        double relativeToLargest = 0,
        string what = "")
        where TExpected : IFloatingPoint<TExpected>
        where TActual : IFloatingPoint<TActual>
    {
        if (expected.Length != actual.Length)
        {
            Fail(what, $"expected {expected.Length} numbers, got {actual.Length}");
        }

        if (expected.IsEmpty)
        {
            Fail(what, "there is nothing to compare");
        }

        var largest = 0.0;
        var worst = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            if (!TExpected.IsFinite(expected[i]) || !TActual.IsFinite(actual[i]))
            {
                Fail(what, $"not finite at index {i}: expected {expected[i]}, got {actual[i]}");
            }

            largest = Math.Max(largest, Math.Abs(double.CreateChecked(expected[i])));
            worst = Difference(expected[i], actual[i]) > Difference(expected[worst], actual[worst]) ? i : worst;
        }

        if (absolute == 0 && relativeToLargest > 0 && largest == 0)
        {
            Fail(what, "all expected numbers are 0, so a relative difference means nothing");
        }

        var allowed = absolute + relativeToLargest * largest;
        var difference = Difference(expected[worst], actual[worst]);

        // Written so that an allowance that is not a number fails.
        if (!(difference <= allowed))
        {
            var numbers = $"expected {expected[worst]}, got {actual[worst]}";
            Fail(what, $"worst at index {worst}: {numbers}, difference {difference:g3}, allowed {allowed:g3}");
        }
    }

    private static double Difference<TExpected, TActual>(TExpected expected, TActual actual)
        where TExpected : IFloatingPoint<TExpected>
        where TActual : IFloatingPoint<TActual> =>
        Math.Abs(double.CreateChecked(expected) - double.CreateChecked(actual));

    private static void Fail(string what, string problem) =>
        Xunit.Assert.Fail($"{(what.Length > 0 ? what : "arrays")}: {problem}");
}
