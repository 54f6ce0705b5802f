using System.Text.Json.Serialization;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>How a stage of a diagnosis ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageState>))]
public enum StageState
{
    /// <summary>It has begun; where a file says so, the process ended in the middle of it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It found nothing wrong.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>It found wrong numbers.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It came to no end, because something threw an exception.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Its time was up before it had seen everything.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,

    /// <summary>It was not begun, or has no room on the device.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>The device did not answer.</summary>
    [JsonStringEnumMemberName("no answer")]
    NoAnswer,

    /// <summary>Somebody interrupted it.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
}

/// <summary>A stage of a diagnosis and how it ended.</summary>
/// <param name="Name">What it does.</param>
/// <param name="State">How it ended.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reason">Why it did not pass, or what else there is to say, in one line.</param>
/// <param name="KernelsCompiled">Kernels that had to be compiled for it.</param>
/// <param name="CompileSeconds">How long that took.</param>
/// <param name="Errors">The exceptions behind an error or a failure, the first first, each with its place in the code.</param>
/// <param name="DriverLog">What ILGPU and the driver said meanwhile, such as the log of a compiler.</param>
public sealed record StageResult(
    string Name,
    StageState State,
    double Seconds,
    string? Reason,
    int KernelsCompiled,
    double CompileSeconds,
    IReadOnlyList<string> Errors,
    string? DriverLog)
{
    internal static StageResult Of(string name, StageOutcome outcome) => new(
        name,
        outcome.State,
        Seconds: 0,
        outcome.Reason is null ? null : PrivateNames.Hide(outcome.Reason),
        KernelsCompiled: 0,
        CompileSeconds: 0,
        Errors: [],
        DriverLog: null);
}
