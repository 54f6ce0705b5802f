namespace GpuEcosystem.Discovery.Observation;

/// <summary>How cells change hands.</summary>
/// <param name="Churn">Share of the open cells that have another winner an interval later.</param>
/// <param name="Churn1">Share of those that have another one a step later.</param>
/// <param name="Drift">
/// ln(churn / churn1) / ln Δ, between 0 and 1: 0 where cells flicker to and fro, about ½ where borders diffuse, 1 where fronts move on.
/// 0 also where nothing changes in a step, or steps are all that is looked at.
/// </param>
internal sealed record Motion(double Churn, double Churn1, double Drift)
{
    public static Motion Of(Sightings sightings)
    {
        double churn = sightings.Frames
            .Zip(sightings.Frames.Skip(1), (frame, later) => Agreement.Between(frame, later).Difference)
            .DefaultIfEmpty(0)
            .Average();
        double churn1 = sightings.Pairs.Average(pair => Agreement.Between(pair.Now, pair.Next).Difference);
        double drift = churn1 > 0 && sightings.Interval > 1 ? Math.Log(churn / churn1) / Math.Log(sightings.Interval) : 0;
        return new Motion(churn, churn1, Math.Clamp(drift, 0, 1));
    }
}
