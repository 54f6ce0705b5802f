namespace GpuEcosystem.Discovery.Observation;

/// <summary>How large the patches are that have one winner.</summary>
internal static class Patches
{
    private const double Widest = 0.5;

    /// <summary>Share of the pairs of open neighbours, side by side or one above the other, that have unequal winners.</summary>
    public static double Borders(Sightings sightings) =>
        sightings.Mean(frame => (Agreement.Apart(frame, 1, 0) + Agreement.Apart(frame, 0, 1)).Difference);

    /// <summary>
    /// Correlation length over the grid's shorter side: the first distance r at which C(r) falls below 1/e, interpolated, where
    /// C(r) = (P(r) − Σ π²) / (1 − Σ π²), P(r) is the share of pairs r cells apart, along either axis, that have the same winner, and
    /// π are the winners' shares. ½ where there is none up to there, as where all has one winner.
    /// </summary>
    public static double Grain(Sightings sightings) => sightings.Mean(GrainOf);

    private static double GrainOf(Frame frame)
    {
        double chance = frame.Territory.Sum(share => share * share);
        int side = Math.Min(frame.Width, frame.Height);
        double before = 1;
        for (int distance = 1; distance <= side / 2 && chance < 1; distance++)
        {
            Agreement pairs = Agreement.Apart(frame, distance, 0) + Agreement.Apart(frame, 0, distance);
            if (pairs.Pairs == 0)
            {
                break;
            }

            double correlation = (1 - pairs.Difference - chance) / (1 - chance);
            if (correlation < 1 / Math.E)
            {
                return (distance - 1 + (before - 1 / Math.E) / (before - correlation)) / side;
            }

            before = correlation;
        }

        return Widest;
    }
}
