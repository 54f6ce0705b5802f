namespace GpuEcosystem.Discovery.Observation;

/// <summary>A number that says what a world is like.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lowest">Where its range begins. Ranges are fixed, so that worlds of different searches compare.</param>
/// <param name="Highest">Where it ends.</param>
/// <param name="Unit">What it counts; empty where it is a number only.</param>
/// <param name="Explanation">One line for who meets it in a table.</param>
public sealed record Descriptor(string Name, double Lowest, double Highest, string Unit, string Explanation)
{
    /// <summary>What it is of a world that was looked at; null where looking does not suffice.</summary>
    internal Func<Sightings, double>? OfSightings { get; init; }

    /// <summary>What it is of a world whose twins were compared; null where they say nothing of it.</summary>
    internal Func<DamageSpreading, double>? OfTwins { get; init; }

    /// <summary>A value's place in the range, 0 to 1; what lies outside is at its end.</summary>
    public double Scale(double value) => Math.Clamp((value - Lowest) / (Highest - Lowest), 0, 1);
}
