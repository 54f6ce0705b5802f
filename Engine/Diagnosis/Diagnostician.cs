using System.Diagnostics;
using System.Reflection;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>What to diagnose.</summary>
/// <param name="DeviceId">The device, as <see cref="Devices.DeviceCatalogue.Open"/> knows it.</param>
/// <param name="CasesFolder">Where the recorded cases are.</param>
/// <param name="Allowed">How long it may take altogether.</param>
/// <param name="RunsFolder">Where the recorded runs are; none if null.</param>
public sealed record DiagnosisRequest(string DeviceId, string CasesFolder, TimeSpan Allowed, string? RunsFolder = null);

/// <summary>
/// Finds out what there is to know about a device that somebody else has. Everything happens on a thread of its own, so
/// that a device which does not answer costs no more than the time that is allowed, and loses nothing found before.
/// </summary>
public static class Diagnostician
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan lookout = TimeSpan.FromSeconds(0.1);

    /// <summary>Diagnoses a device.</summary>
    /// <param name="request">What to diagnose.</param>
    /// <param name="changed">Is told, after every change, all that is known so far, by one thread at a time; it must not throw.</param>
    /// <param name="interruption">Ends it with what is there.</param>
    public static DeviceDiagnosis Run(
        DiagnosisRequest request, Action<DeviceDiagnosis> changed, CancellationToken interruption)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DeviceDiagnosis start = new()
        {
            ProgramVersion = typeof(Diagnostician).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Started = DateTime.UtcNow,
            SecondsAllowed = request.Allowed.TotalSeconds,
            System = SystemFacts.Gather(),
        };
        DiagnosisNotes notes = new(start, changed, () => clock.Elapsed);
        DiagnosisDevice device = new(request.DeviceId);
        Thread thread = new(() => Work(request, notes, device, () => clock.Elapsed, interruption)) { IsBackground = true };
        thread.Start();
        TimeSpan? interrupted = null;
        while (!thread.Join(lookout))
        {
            interrupted ??= interruption.IsCancellationRequested ? clock.Elapsed : null;
            if (clock.Elapsed > request.Allowed || clock.Elapsed - interrupted > patience)
            {
                return notes.Close(diagnosis => diagnosis with
                {
                    Stages = [.. diagnosis.Stages.Select(stage => Abandoned(stage, interrupted is not null, device))],
                });
            }
        }

        return notes.Close(diagnosis => diagnosis with { Complete = !interruption.IsCancellationRequested });
    }

    private static void Work(
        DiagnosisRequest request, DiagnosisNotes notes, DiagnosisDevice device, Func<TimeSpan> elapsed, CancellationToken interruption)
    {
        using (device)
        {
            DiagnosisStages stages = new(notes, request.Allowed, elapsed, device, interruption);
            new DiagnosisWork(request, stages, device).Run();
        }
    }

    private static StageResult Abandoned(StageResult stage, bool interrupted, DiagnosisDevice device) => stage.State != StageState.Running
        ? stage
        : stage with
        {
            State = interrupted ? StageState.Interrupted : StageState.NoAnswer,
            Reason = device.Compilation.Current is string kernel
                ? $"the driver was still compiling the kernel {kernel}"
                : "it came to no end in the time that was left; the device hangs, or is very slow",
            KernelsCompiled = device.Compilation.Kernels,
            CompileSeconds = device.Compilation.Seconds,
        };
}
