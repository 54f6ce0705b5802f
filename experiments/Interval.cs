using System.Globalization;

namespace GpuEcosystem.Experiments;

/// <summary>Where the mean of numbers like these lies, in 95 of 100 experiments, if they are normal.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="HalfWidth">How far the interval reaches to either side of it.</param>
internal readonly record struct Interval(double Mean, double HalfWidth)
{
    // 97.5 % quantiles of Student's t with 1 to 9 degrees of freedom.
    private static readonly double[] quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    public double Lower => Mean - HalfWidth;

    public double Upper => Mean + HalfWidth;

    /// <summary>Whether it leaves 0 out.</summary>
    public bool ExcludesZero => Lower > 0 || Upper < 0;

    /// <summary>The interval of some numbers, two at least; that of more than ten is a little wider than need be.</summary>
    public static Interval Of(IReadOnlyCollection<double> values)
    {
        double quantile = quantiles[Math.Min(values.Count - 1, quantiles.Length) - 1];
        return new(values.Average(), quantile * Statistics.Deviation(values) / Math.Sqrt(values.Count));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ± {HalfWidth:F3}");
}
