using System.Globalization;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Compares tensors with their reference and remembers the worst difference and the first failure.</summary>
internal sealed class Comparison
{
    private string? failure;

    /// <summary>Largest absolute difference so far.</summary>
    public double Worst { get; private set; }

    public bool Passed => failure is null;

    public string Message => failure ?? "ok";

    /// <summary>Compares a tensor; a number that is not finite fails whatever the tolerance.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="actual">What the device computed.</param>
    /// <param name="reference">What it should be.</param>
    /// <param name="tolerance">Largest absolute difference allowed.</param>
    /// <param name="ignored">Entries that are not compared; null compares all.</param>
    public void Add(
        string name, ReadOnlySpan<float> actual, ReadOnlySpan<float> reference, double tolerance, Func<int, bool>? ignored = null)
    {
        if (actual.Length != reference.Length)
        {
            Fail($"{name} has {actual.Length} numbers instead of {reference.Length}");
            return;
        }

        (double worst, int at) = WorstOf(actual, reference, ignored);
        Worst = Math.Max(Worst, worst);
        Judge(name, actual, reference, worst, at, tolerance);
    }

    /// <summary>Compares a tensor relative to its largest entry, which must not be 0. Such differences are not among the worst.</summary>
    /// <returns>The largest difference, relative to that entry.</returns>
    public double AddRelative(string name, ReadOnlySpan<float> actual, ReadOnlySpan<float> reference, double tolerance)
    {
        double largest = 0;
        foreach (float value in reference)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (actual.Length != reference.Length || !(largest > 0))
        {
            Fail($"{name} has no reference to be compared with");
            return double.PositiveInfinity;
        }

        (double worst, int at) = WorstOf(actual, reference, null);
        Judge(name, actual, reference, worst, at, tolerance * largest);
        return worst / largest;
    }

    /// <summary>Notes a failure of another kind.</summary>
    public void Fail(string message) => failure ??= message;

    private static (double Worst, int At) WorstOf(ReadOnlySpan<float> actual, ReadOnlySpan<float> reference, Func<int, bool>? ignored)
    {
        double worst = 0;
        int at = -1;
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = Math.Abs((double)actual[i] - reference[i]);
            difference = double.IsNaN(difference) ? double.PositiveInfinity : difference;
            if (difference > worst && ignored?.Invoke(i) != true)
            {
                worst = difference;
                at = i;
            }
        }

        return (worst, at);
    }

    private void Judge(
        string name, ReadOnlySpan<float> actual, ReadOnlySpan<float> reference, double worst, int at, double tolerance)
    {
        if (worst > tolerance)
        {
            Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}[{at}] is {actual[at]:G6} instead of {reference[at]:G6}; {worst:G3} apart, {tolerance:G3} allowed"));
        }
    }
}
