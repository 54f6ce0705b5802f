using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Sessions.Timeline;

/// <summary>
/// What was observed and what happened, in bounded memory however long a world runs: the longer, the fewer observations are
/// kept. One thread uses it; the lists it hands out never change.
/// </summary>
internal sealed class History
{
    /// <summary>The most samples that are handed out.</summary>
    public const int MostSamples = 1024;

    private readonly EventLog events = new();
    private readonly List<HistorySample> kept = [];
    private IReadOnlyList<HistorySample>? samples;
    private HistorySample? latest;
    private long observations;
    private long interval = 1;

    /// <summary>What no other history is called: whoever knows a part of one knows whether what follows belongs to it.</summary>
    public string Chapter { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Takes an observation.</summary>
    /// <param name="metrics">What was observed.</param>
    /// <param name="cells">Cells of the grid.</param>
    public void Add(Metrics metrics, long cells)
    {
        float[] shares = [.. metrics.Territory.Select(territory => (float)((double)territory / cells))];
        latest = new HistorySample(metrics.Step, shares, metrics.NormalizedEntropy, metrics.Loss) { Observation = observations };
        if (observations % interval == 0)
        {
            kept.Add(latest);
        }

        observations++;
        samples = null;
        if (kept.Count == MostSamples)
        {
            Thin();
        }
    }

    /// <summary>Takes an event.</summary>
    public void Add(WorldEvent e) => events.Add(e with { Observation = observations });

    /// <summary>Samples at even distances, oldest first, and the last observation.</summary>
    public IReadOnlyList<HistorySample> Samples() =>
        samples ??= latest is null || ReferenceEquals(latest, kept[^1]) ? [.. kept] : [.. kept, latest];

    /// <summary>Events, oldest first.</summary>
    public IReadOnlyList<WorldEvent> Events() => events.All();

    /// <summary>The history that a world file keeps, to be gone on with; an empty one where it keeps none that makes sense.</summary>
    public static History From(EcoExtras extras)
    {
        History history = new();
        (IReadOnlyList<HistorySample> samples, IReadOnlyList<WorldEvent> events) = HistoryJson.Read(extras);
        long interval = samples.Count > 1 ? samples[1].Observation - samples[0].Observation : 1;
        bool isOrdered = samples.Zip(samples.Skip(1)).All(pair => pair.First.Observation < pair.Second.Observation);
        if (samples.Count is 0 or > MostSamples || !isOrdered || samples[0].Observation != 0)
        {
            return history;
        }

        history.interval = interval;
        history.kept.AddRange(samples.Where(sample => sample.Observation % interval == 0));
        history.latest = samples[^1];
        history.observations = samples[^1].Observation + 1;
        foreach (WorldEvent e in events)
        {
            history.events.Add(e);
        }

        return history;
    }

    /// <summary>The history as a world file keeps it.</summary>
    public EcoExtras ToExtras() => HistoryJson.Write(Samples(), Events());

    private void Thin()
    {
        interval *= 2;
        kept.RemoveAll(sample => sample.Observation % interval != 0);
    }
}
