namespace GpuEcosystem.Discovery.Observation;

/// <summary>A world at a step, and one step later.</summary>
/// <param name="Now">The step.</param>
/// <param name="Next">The step after it.</param>
public sealed record Sighting(Frame Now, Frame Next);

/// <summary>What descriptors are made of: a world seen again and again. What several of them need is worked out once.</summary>
public sealed class Sightings
{
    private readonly Lazy<Motion> motion;
    private readonly Lazy<SpatialSpectrum> spectrum;
    private readonly Lazy<Rhythm> rhythm;
    private readonly Lazy<Compression> compression;

    /// <param name="interval">Steps from one sighting to the next, at least 1.</param>
    /// <param name="pairs">The sightings, in order, at least one; all of one grid and of the same entities.</param>
    public Sightings(long interval, IReadOnlyList<Sighting> pairs)
    {
        Interval = interval;
        Pairs = pairs;
        Frames = [.. pairs.Select(pair => pair.Now)];
        motion = new(() => Motion.Of(this));
        spectrum = new(() => SpatialSpectrum.Of(Frames));
        rhythm = new(() => Rhythm.Of(this));
        compression = new(() => Compression.Of(Frames));
    }

    /// <summary>Steps from one sighting to the next.</summary>
    public long Interval { get; }

    /// <summary>The sightings, in order.</summary>
    public IReadOnlyList<Sighting> Pairs { get; }

    /// <summary>Their first halves.</summary>
    public IReadOnlyList<Frame> Frames { get; }

    internal Motion Motion => motion.Value;

    internal SpatialSpectrum Spectrum => spectrum.Value;

    internal Rhythm Rhythm => rhythm.Value;

    internal Compression Compression => compression.Value;

    /// <summary>The mean of a number over all frames.</summary>
    internal double Mean(Func<Frame, double> number) => Frames.Average(number);
}
