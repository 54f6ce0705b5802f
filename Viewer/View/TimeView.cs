using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Viewer.View;

/// <summary>
/// Which part of what was observed the plots show: all of it, or what lies between two observations, whichever samples are
/// kept of it later. Samples are those of a snapshot, oldest first.
/// </summary>
internal sealed class TimeView
{
    // Fewer samples than this are a few straight lines.
    private const double FewestSamples = 4;

    // As good as all is all.
    private const double NearlyAll = 0.999;

    private (double From, double To)? part;

    /// <summary>Whether it is all.</summary>
    public bool IsAll => part is null;

    /// <summary>Between which places among the samples it lies; a place may be between two samples.</summary>
    public (double First, double Last) In(IReadOnlyList<HistorySample> samples)
    {
        if (part is (double from, double to) && (Place(samples, from), Place(samples, to)) is var (first, last) && last - first > 1e-3)
        {
            return (first, last);
        }

        return (0, Math.Max(0, samples.Count - 1));
    }

    /// <summary>The sample that is nearest to a share of the way from its beginning to its end.</summary>
    public int SampleAt(double share, IReadOnlyList<HistorySample> samples)
    {
        (double first, double last) = In(samples);
        return Math.Clamp((int)Math.Round(first + share * (last - first)), 0, samples.Count - 1);
    }

    /// <summary>Shows all again.</summary>
    public void ShowAll() => part = null;

    /// <summary>Makes the part longer or shorter by a factor; what lies at a share of the way stays there.</summary>
    public void ZoomAt(double share, double factor, IReadOnlyList<HistorySample> samples)
    {
        (double from, double to) = part ?? All(samples);
        double middle = from + share * (to - from);
        Show(middle + factor * (from - middle), middle + factor * (to - middle), samples);
    }

    /// <summary>Goes to later times by a share of the part's length.</summary>
    public void Move(double share, IReadOnlyList<HistorySample> samples)
    {
        if (part is (double from, double to))
        {
            double distance = share * (to - from);
            Show(from + distance, to + distance, samples);
        }
    }

    private void Show(double from, double to, IReadOnlyList<HistorySample> samples)
    {
        (double start, double end) = All(samples);
        double length = to - from;
        if (length >= NearlyAll * (end - start))
        {
            ShowAll();
        }
        else if (length * (samples.Count - 1) >= FewestSamples * (end - start))
        {
            from = Math.Clamp(from, start, end - length);
            part = (from, from + length);
        }
    }

    private static (double From, double To) All(IReadOnlyList<HistorySample> samples) =>
        samples.Count == 0 ? (0, 0) : (samples[0].Observation, samples[^1].Observation);

    private static double Place(IReadOnlyList<HistorySample> samples, double observation)
    {
        int after = 0;
        while (after < samples.Count && samples[after].Observation < observation)
        {
            after++;
        }

        if (after == 0 || after == samples.Count)
        {
            return Math.Max(0, Math.Min(after, samples.Count - 1));
        }

        double before = samples[after - 1].Observation;
        return after - 1 + (observation - before) / (samples[after].Observation - before);
    }
}
