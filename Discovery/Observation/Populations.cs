namespace GpuEcosystem.Discovery.Observation;

/// <summary>How much of each entity there is.</summary>
internal static class Populations
{
    /// <summary>The mean aliveness of the sun.</summary>
    public static double Sun(Sightings sightings) => sightings.Mean(frame => frame.Shares[0]);

    /// <summary>
    /// Shannon's entropy of the species' shares of all life over its maximum, −Σ q ln q / ln N with q = p / Σ p, for a cell's aliveness
    /// need not be 1 in all; 0 where nothing lives or there is one species.
    /// </summary>
    public static double Evenness(Sightings sightings) => sightings.Mean(EvennessOf);

    /// <summary>Mean of ½ Σ |p(t + Δ) − p(t)| over all entities: the aliveness that changes hands.</summary>
    public static double Turnover(Sightings sightings) => sightings.Frames
        .Zip(sightings.Frames.Skip(1), (frame, next) => frame.Shares.Zip(next.Shares, (before, after) => Math.Abs(after - before)).Sum() / 2)
        .DefaultIfEmpty(0)
        .Average();

    private static double EvennessOf(Frame frame)
    {
        ReadOnlySpan<double> species = frame.Shares.AsSpan(1);
        double all = 0;
        foreach (double share in species)
        {
            all += share;
        }

        if (all <= 0 || species.Length < 2)
        {
            return 0;
        }

        double entropy = 0;
        foreach (double share in species)
        {
            entropy -= share > 0 ? share / all * Math.Log(share / all) : 0;
        }

        return entropy / Math.Log(species.Length);
    }
}
