using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions;

namespace GpuEcosystem.Web.Protocol;

/// <summary>How the world is, as pages are told a few times a second.</summary>
internal sealed record State(
    long Step,
    int Width,
    int Height,
    int Worlds,
    int Species,
    string Coupling,
    bool Paused,
    string Pace,
    double StepsPerSecond,
    string Run,
    string? Death,
    bool Replays,
    string? Undo,
    string? Redo,
    IReadOnlyList<float> Populations,
    IReadOnlyList<long> Territory,
    float Entropy,
    float? Loss,
    LearningNews? Circuit,
    IReadOnlyList<RecordingNews> Recordings,
    IReadOnlyList<string> Recorded)
{
    public static State Of(WorldSnapshot snapshot)
    {
        WorldParameters parameters = snapshot.Parameters;
        Metrics metrics = snapshot.Metrics;
        return new State(
            metrics.Step,
            parameters.GridWidth,
            parameters.GridHeight,
            parameters.WorldCount,
            parameters.Species,
            parameters.Coupling.ToString(),
            snapshot.IsPaused,
            snapshot.Pace.Text,
            snapshot.StepsPerSecond,
            snapshot.Run,
            snapshot.Death,
            snapshot.IsReplay,
            snapshot.Undo,
            snapshot.Redo,
            metrics.Populations,
            metrics.Territory,
            metrics.NormalizedEntropy,
            metrics.Loss,
            LearningNews.Of(metrics.Circuit),
            [.. snapshot.Recordings.Select(one => new RecordingNews(one.Name, Path.GetFileName(one.File)))],
            [.. snapshot.Recorded.Select(file => Path.GetFileName(file))]);
    }
}

/// <summary>How far a circuit is that is a world's rule.</summary>
internal sealed record LearningNews(long? HardLoss, int ChangedGates, int Operations)
{
    public static LearningNews? Of(CircuitMetrics? metrics) =>
        metrics is null ? null : new LearningNews(metrics.HardLoss, metrics.ChangedGates, metrics.Operations);
}

/// <summary>What may be recorded, and the name of the file that it is recorded in.</summary>
internal sealed record RecordingNews(string Name, string? File);
