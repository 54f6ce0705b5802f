namespace GpuEcosystem.Discovery.Statistics;

/// <summary>Where a quarter, half and three quarters of some numbers lie below.</summary>
/// <param name="Lower">The lower quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="Upper">The upper quartile.</param>
public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>The quartiles of some numbers.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    /// <summary>
    /// Where a share of some numbers lies below, between two of them by straight lines (the seventh of Hyndman and Fan: "Sample quantiles
    /// in statistical packages", 1996).
    /// </summary>
    /// <param name="sorted">The numbers, in ascending order.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    internal static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        if (sorted.Count == 0)
        {
            throw new ArgumentException("nothing lies below where there are no numbers", nameof(sorted));
        }

        double place = share * (sorted.Count - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
