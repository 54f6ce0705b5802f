using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Profiling;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>What is known about a device and how this program does on it, as far as it was found out yet.</summary>
public sealed record DeviceDiagnosis
{
    /// <summary>This program's version, with the commit that it was built from where that is known.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>When the diagnosis began, in universal time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>How long it may take.</summary>
    public required double SecondsAllowed { get; init; }

    /// <summary>How long it took so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it came to its end; not so where somebody ended it, or the device did not answer.</summary>
    public bool Complete { get; init; }

    /// <summary>Why the device cannot be had, if that is for the user to change.</summary>
    public string? Refusal { get; init; }

    /// <summary>The machine and its software.</summary>
    public required SystemFacts System { get; init; }

    /// <summary>All devices of the machine, with the reasons why not.</summary>
    public IReadOnlyList<DeviceDescription> Devices { get; init; } = [];

    /// <summary>The device that this is about, once it is open.</summary>
    public DeviceFacts? Device { get; init; }

    /// <summary>The stages so far, in order.</summary>
    public IReadOnlyList<StageResult> Stages { get; init; } = [];

    /// <summary>The recorded cases that were computed so far.</summary>
    public IReadOnlyList<CaseResult> Cases { get; init; } = [];

    /// <summary>The recorded runs that were repeated so far; none on GPUs.</summary>
    public IReadOnlyList<RecordedRunResult> RecordedRuns { get; init; } = [];

    /// <summary>Runs that have to be equal.</summary>
    public IReadOnlyList<RunComparison> Runs { get; init; } = [];

    /// <summary>What an empty launch costs, if measured.</summary>
    public LaunchCost? Launch { get; init; }

    /// <summary>The default world at growing sizes.</summary>
    public IReadOnlyList<SizeProfile> Profiles { get; init; } = [];

    /// <summary>Whether something failed, threw or did not answer.</summary>
    public bool Failed => Stages.Any(stage =>
        stage.State is StageState.Failed or StageState.Error or StageState.NoAnswer);
}
