using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>What a file tells of a world beside how it stands.</summary>
public sealed record PetriHistory
{
    /// <summary>
    /// The file that the world came from, if any: the new run branches off that file's, and settings that are not known here
    /// survive.
    /// </summary>
    public PetriFile? Origin { get; init; }

    /// <summary>The checkpoint of <see cref="Origin"/> that the world came from; null for the last.</summary>
    public string? OriginCheckpoint { get; init; }

    /// <summary>What happened to the world, in order.</summary>
    public ImmutableArray<PetriEvent> Events { get; init; } = [];

    /// <summary>What was observed; null for nothing.</summary>
    public PetriTimeseries? Timeseries { get; init; }

    /// <summary>How the world is shown; null for what <see cref="Origin"/> says.</summary>
    public PetriView? View { get; init; }

    /// <summary>When the world began.</summary>
    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;
}
