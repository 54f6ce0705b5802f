using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What is new of the history.</summary>
internal sealed record HistoryNews(string Chapter, IReadOnlyList<Sample> Samples, IReadOnlyList<EventNews> Events)
{
    /// <summary>What somebody lacks of a snapshot's history.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="known">Up to where they know it; null where they know nothing.</param>
    public static HistoryNews After(Place? known, WorldSnapshot snapshot)
    {
        Place from = known is not null && known.Chapter == snapshot.Chapter ? known : Place.Beginning(snapshot.Chapter);
        return new HistoryNews(
            snapshot.Chapter,
            [.. snapshot.History.Where(sample => sample.Observation > from.Sample).Select(Sample.Of)],
            [.. snapshot.Events.Where(e => e.Number > from.Event).Select(EventNews.Of)]);
    }
}

/// <summary>Up to where somebody knows a history.</summary>
internal sealed record Place(string Chapter, long Sample, long Event)
{
    /// <summary>Where nothing of a chapter is known.</summary>
    public static Place Beginning(string chapter) => new(chapter, -1, -1);

    /// <summary>Where all of a snapshot's history is known.</summary>
    public static Place EndOf(WorldSnapshot snapshot) => new(
        snapshot.Chapter,
        snapshot.History.Count > 0 ? snapshot.History[^1].Observation : -1,
        snapshot.Events.Count > 0 ? snapshot.Events.Max(e => e.Number) : -1);
}

/// <summary>What was observed at one step.</summary>
internal sealed record Sample(long Number, long Step, IReadOnlyList<float> Shares, float Entropy, float? Loss)
{
    public static Sample Of(HistorySample sample) =>
        new(sample.Observation, sample.Step, sample.Shares, sample.Entropy, sample.Loss);
}

/// <summary>Something that happened.</summary>
internal sealed record EventNews(long Id, long Number, long Sample, long Step, string Kind, string Text, string? By)
{
    public static EventNews Of(WorldEvent e) =>
        new(e.Id, e.Number, e.Observation, e.Step, e.Kind.ToString().ToLowerInvariant(), e.Text, e.By);
}
