using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Diagnosis;
using GpuEcosystem.Engine.Profiling;

namespace GpuEcosystem.Cli.Output;

/// <summary>A diagnosis for another program.</summary>
internal sealed record DiagnosisReport(
    int FormatVersion,
    string ProgramVersion,
    DateTime Started,
    double SecondsAllowed,
    double Seconds,
    bool Complete,
    bool Failed,
    string? Refusal,
    SystemFacts System,
    IReadOnlyList<DeviceReport> Devices,
    DiagnosedDevice? Device,
    IReadOnlyList<StageResult> Stages,
    IReadOnlyList<CaseResult> Cases,
    IReadOnlyList<RecordedRunResult> RecordedRuns,
    IReadOnlyList<RunComparison> Runs,
    LaunchCost? Launch,
    IReadOnlyList<SizeProfile> Profiles)
{
    private const int Version = 1;

    public static DiagnosisReport Of(DeviceDiagnosis diagnosis) => new(
        Version,
        diagnosis.ProgramVersion,
        diagnosis.Started,
        diagnosis.SecondsAllowed,
        diagnosis.Seconds,
        diagnosis.Complete,
        diagnosis.Failed,
        diagnosis.Refusal,
        diagnosis.System,
        [.. diagnosis.Devices.Select(DeviceReport.Of)],
        diagnosis.Device is DeviceFacts facts ? DiagnosedDevice.Of(facts) : null,
        diagnosis.Stages,
        diagnosis.Cases,
        diagnosis.RecordedRuns,
        diagnosis.Runs,
        diagnosis.Launch,
        diagnosis.Profiles);
}

/// <summary>The device that a diagnosis is about.</summary>
internal sealed record DiagnosedDevice(
    string Id,
    string Name,
    string Kind,
    long MemoryBytes,
    int ComputeUnits,
    string ChoiceReason,
    string Arithmetic,
    int GroupSize,
    int MostThreadsPerGroup,
    int ThreadsAtOnce,
    long SharedBytesPerGroup,
    int ThreadsPerUnit,
    IReadOnlyDictionary<string, string> Driver)
{
    public static DiagnosedDevice Of(DeviceFacts facts)
    {
        DeviceReport device = DeviceReport.Of(facts.Description);
        return new DiagnosedDevice(
            device.Id,
            device.Name,
            device.Kind,
            device.MemoryBytes,
            device.ComputeUnits,
            facts.ChoiceReason,
            facts.Arithmetic,
            facts.GroupSize,
            facts.MostThreadsPerGroup,
            facts.ThreadsAtOnce,
            facts.SharedBytesPerGroup,
            facts.ThreadsPerUnit,
            facts.Driver);
    }
}
