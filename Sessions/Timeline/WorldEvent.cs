using System.Text.Json.Serialization;

namespace GpuEcosystem.Sessions.Timeline;

/// <summary>Kinds of events on the time axis.</summary>
public enum WorldEventKind
{
    /// <summary>A parameter was changed.</summary>
    Parameter,

    /// <summary>Somebody drew, painted, erased or undid it.</summary>
    Edit,

    /// <summary>A species that had died out came back.</summary>
    Respawn,

    /// <summary>The world went back to its last good state.</summary>
    Restore,

    /// <summary>The world started again.</summary>
    Reset,

    /// <summary>A moment was kept.</summary>
    Checkpoint,
}

/// <summary>Something that happened to the world.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">One line for a person.</param>
/// <param name="Subject">What was changed, such as a parameter's name; null where it does not matter.</param>
/// <param name="By">Who did it; null where nobody did, or nobody said.</param>
public sealed record WorldEvent(long Step, WorldEventKind Kind, string Text, string? Subject = null, string? By = null)
{
    /// <summary>Its number among all events of its history. What a gesture goes on with takes the place of what it began with.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    /// <summary>How many pieces of news there had been of events by then: whoever knows them up to a number lacks those above it.</summary>
    [JsonIgnore]
    public long Number { get; init; }

    /// <summary>How many observations came before it; <see cref="History"/> sets it.</summary>
    public long Observation { get; init; }
}
