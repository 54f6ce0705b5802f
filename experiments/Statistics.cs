using System.Globalization;

namespace GpuEcosystem.Experiments;

/// <summary>What several runs have in common.</summary>
internal static class Statistics
{
    /// <summary>Mean, deviation and range of a number of each sample.</summary>
    public static string Spread<T>(IReadOnlyCollection<T> samples, Func<T, double> value)
    {
        double mean = samples.Average(value);
        double deviation = Math.Sqrt(samples.Sum(sample => Math.Pow(value(sample) - mean, 2)) / Math.Max(1, samples.Count - 1));
        return string.Create(
            CultureInfo.InvariantCulture, $"{mean:F3} ± {deviation:F3} ({samples.Min(value):F3} to {samples.Max(value):F3})");
    }
}
