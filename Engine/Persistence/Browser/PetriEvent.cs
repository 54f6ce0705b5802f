namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Something that happened in a run.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Timestamp">When it happened, as the JSON that the file holds; null where it says nothing.</param>
public abstract record PetriEvent(long Step, string? Timestamp);

/// <summary>A parameter was changed.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Parameter">Its name there.</param>
/// <param name="OldValue">The value before, as JSON.</param>
/// <param name="NewValue">The value after, as JSON.</param>
/// <param name="Timestamp">When it happened, as JSON.</param>
public sealed record PetriParameterEvent(long Step, string Parameter, string OldValue, string NewValue, string? Timestamp = null)
    : PetriEvent(Step, Timestamp);

/// <summary>Somebody drew.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Tool">The tool's name there.</param>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Radius">The brush's radius in cells.</param>
/// <param name="Species">The species that was painted; null for other tools.</param>
/// <param name="Timestamp">When it happened, as JSON.</param>
public sealed record PetriDrawEvent(
    long Step, string Tool, double X, double Y, double Radius, long? Species, string? Timestamp = null)
    : PetriEvent(Step, Timestamp);

/// <summary>The world started again.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Reseeds">Whether only its cells were new (<c>reseed</c>), not its networks (<c>reset</c>).</param>
/// <param name="Timestamp">When it happened, as JSON.</param>
public sealed record PetriRestartEvent(long Step, bool Reseeds, string? Timestamp = null) : PetriEvent(Step, Timestamp);

/// <summary>An event of a kind that is not known here; it is kept as it is.</summary>
/// <param name="Step">Steps done by then.</param>
/// <param name="Json">All of it.</param>
public sealed record PetriOtherEvent(long Step, string Json) : PetriEvent(Step, Timestamp: null);
