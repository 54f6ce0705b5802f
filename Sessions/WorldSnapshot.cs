using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

/// <summary>What the world's thread last told of the world.</summary>
/// <param name="Parameters">The rules in force.</param>
/// <param name="Metrics">What was last observed.</param>
/// <param name="StepsPerSecond">Over the last second or two; 0 while paused.</param>
/// <param name="IsPaused">Whether the world waits.</param>
/// <param name="Pace">How fast it goes otherwise.</param>
/// <param name="History">Samples over time, oldest first; few enough to draw them all.</param>
/// <param name="Events">What happened, oldest first.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Checkpoints">What was kept, the oldest first.</param>
/// <param name="Death">Why the world cannot go on, or null.</param>
/// <param name="IsReplay">Whether a recipe still says what is to come.</param>
public sealed record WorldSnapshot(
    WorldParameters Parameters,
    Metrics Metrics,
    double StepsPerSecond,
    bool IsPaused,
    Pace Pace,
    IReadOnlyList<HistorySample> History,
    IReadOnlyList<WorldEvent> Events,
    string Run,
    IReadOnlyList<Checkpoint> Checkpoints,
    string? Death,
    bool IsReplay)
{
    /// <summary>Which history <see cref="History"/> and <see cref="Events"/> belong to; another where another world's came in its place.</summary>
    public string Chapter { get; init; } = "";

    /// <summary>What would be taken back; null where nothing would.</summary>
    public string? Undo { get; init; }

    /// <summary>What would be done again; null where nothing would.</summary>
    public string? Redo { get; init; }

    /// <summary>What may be recorded, and what is.</summary>
    public IReadOnlyList<Recording> Recordings { get; init; } = [];

    /// <summary>Files that records have been completed in, the oldest first.</summary>
    public IReadOnlyList<string> Recorded { get; init; } = [];

    /// <summary>Who beat whom of late; null while no <see cref="Frames.ViewRequest"/> asks for it.</summary>
    public Encounters? Encounters { get; init; }
}
