using System.Globalization;

namespace GpuEcosystem.Experiments;

/// <summary>What several runs have in common.</summary>
internal static class Statistics
{
    /// <summary>Mean, deviation and range of a number of each sample.</summary>
    public static string Spread<T>(IReadOnlyCollection<T> samples, Func<T, double> value)
    {
        double[] values = [.. samples.Select(value)];
        return string.Create(
            CultureInfo.InvariantCulture, $"{values.Average():F3} ± {Deviation(values):F3} ({values.Min():F3} to {values.Max():F3})");
    }

    /// <summary>The standard deviation of what numbers are a sample of; 0 for a single one.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, values.Count - 1));
    }
}
