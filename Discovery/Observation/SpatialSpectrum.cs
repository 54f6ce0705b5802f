namespace GpuEcosystem.Discovery.Observation;

/// <summary>On which scales patches lie.</summary>
/// <param name="Slope">
/// Least squares of ln P̄(k) on ln k, k = 2 … ⌊side / 2⌋, where P̄ is the mean power of the waves of k periods on the grid's shorter
/// side: 0 for noise, the lower the smoother; 0 also where there is no pattern at all.
/// </param>
/// <param name="Scale">
/// Σ k P(k) / (K Σ P(k)) over the sums P of their power, k = 1 … K, where K is that of the finest checkerboard; 0 where there is no
/// pattern.
/// </param>
internal sealed record SpatialSpectrum(double Slope, double Scale)
{
    // Where a pattern has no such waves, what is left of rounding must not decide.
    private const double LeastPower = 1e-12;

    /// <summary>The means over frames of one grid.</summary>
    public static SpatialSpectrum Of(IReadOnlyList<Frame> frames)
    {
        WavePower waves = new(frames[0].Width, frames[0].Height);
        int side = Math.Min(frames[0].Width, frames[0].Height);
        SpatialSpectrum[] each = [.. frames.Select(frame => Of(waves.Of(frame), waves.Waves, side))];
        return new SpatialSpectrum(each.Average(one => one.Slope), each.Average(one => one.Scale));
    }

    private static SpatialSpectrum Of(double[] power, IReadOnlyList<int> waves, int side)
    {
        double all = power.Skip(1).Sum();
        if (all <= 0)
        {
            return new SpatialSpectrum(0, 0);
        }

        double[] means = [.. power.Zip(waves, (sum, count) => sum / Math.Max(1, count))];
        double least = LeastPower * means.Max();
        List<(double, double)> points = [];
        for (int k = 2; k <= side / 2; k++)
        {
            points.Add((Math.Log(k), Math.Log(Math.Max(least, means[k]))));
        }

        double scale = power.Select((sum, k) => k * sum).Sum() / ((power.Length - 1) * all);
        return new SpatialSpectrum(LeastSquares.Slope(points), scale);
    }
}
