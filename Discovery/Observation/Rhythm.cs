namespace GpuEcosystem.Discovery.Observation;

/// <summary>How populations swing from sighting to sighting.</summary>
/// <param name="Order">
/// 1 − H(S) / ln F, where S(f) is the sum over entities of |Σ_j h_j (p(t_j) − mean) exp(−2πi jf / K)|², f = 1 … F = ⌊K / 2⌋, h is
/// Hann's window, and H Shannon's entropy of S over its sum: 0 for noise; a sine comes to about 0.6, since the window spreads it over
/// three frequencies. 0 where nothing swings.
/// </param>
/// <param name="Period">ΔK / f of the largest S, in steps; 0 where nothing swings.</param>
internal sealed record Rhythm(double Order, double Period)
{
    // Populations are sums of floats, whose last bits swing too.
    private const double LeastSwing = 1e-6;

    public static Rhythm Of(Sightings sightings)
    {
        double[] power = PowerOf(sightings.Frames);
        double all = power.Sum();
        if (all <= LeastSwing * LeastSwing * sightings.Frames.Count)
        {
            return new Rhythm(0, 0);
        }

        int loudest = 1 + Array.IndexOf(power, power.Max());
        double entropy = -power.Where(one => one > 0).Sum(one => one / all * Math.Log(one / all));
        double order = power.Length > 1 ? 1 - entropy / Math.Log(power.Length) : 0;
        return new Rhythm(order, (double)sightings.Interval * sightings.Frames.Count / loudest);
    }

    // [frequency - 1]
    private static double[] PowerOf(IReadOnlyList<Frame> frames)
    {
        int count = frames.Count;
        double[] power = new double[count / 2];
        double[] window = Hann.Window(count);
        for (int entity = 0; entity < frames[0].Entities; entity++)
        {
            double mean = frames.Average(frame => frame.Shares[entity]);
            for (int frequency = 1; frequency <= power.Length; frequency++)
            {
                (double real, double imaginary) = (0, 0);
                for (int j = 0; j < count; j++)
                {
                    (double sine, double cosine) = Math.SinCos(2 * Math.PI * (j * frequency % count) / count);
                    double value = window[j] * (frames[j].Shares[entity] - mean);
                    real += value * cosine;
                    imaginary -= value * sine;
                }

                power[frequency - 1] += real * real + imaginary * imaginary;
            }
        }

        return power;
    }
}
