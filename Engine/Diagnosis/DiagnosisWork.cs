using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>What a diagnosis does, in order: first whether the numbers are right, then how fast they come.</summary>
internal sealed class DiagnosisWork(DiagnosisRequest request, DiagnosisStages stages, DiagnosisDevice device)
{
    private readonly RunChecks runs = new();
    private IReadOnlyList<RecordedRun> recorded = [];

    public void Run()
    {
        stages.Run("devices", 1, (_, _) => List());
        if (stages.Run("open", 1, (_, _) => Open()) != StageState.Passed)
        {
            return;
        }

        stages.Run("verify", 0.5, (_, stop) => Verify(stop));
        if (recorded.Count > 0)
        {
            stages.Run("recorded runs", 0.3, (_, stop) => RepeatRecorded(stop));
        }

        stages.Run("repeat", 0.3, (time, stop) => Repeat(learning: true, time, stop));
        stages.Run("repeat without learning", 0.3, (time, stop) => Repeat(learning: false, time, stop));
        stages.Run("resume", 0.3, (time, stop) => Judge(runs.Resume(device.Open(profiling: false), time, stop)));
        new ProfileSizes(stages, device, runs.SecondsPerStep).Run();
    }

    private StageOutcome List()
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalogue.List();
        stages.Notes.Update(diagnosis => diagnosis with
        {
            Devices = [.. devices.Select(one => one with { Reason = one.Reason is null ? null : PrivateNames.Hide(one.Reason) })],
        });
        return StageOutcome.Passed;
    }

    private StageOutcome Open()
    {
        try
        {
            ComputeDevice opened = device.Open(profiling: false);
            if (opened.Description.Kind == DeviceKind.Simulated)
            {
                throw new UserException($"{request.DeviceId} is for finding faults and no hardware; there is nothing to diagnose");
            }

            stages.Notes.Update(diagnosis => diagnosis with { Device = DeviceFacts.Of(opened) });
            recorded = request.RunsFolder is string folder ? RecordedRun.Find(folder, opened.Arithmetic) : [];
            return StageOutcome.Passed;
        }
        catch (UserException exception)
        {
            stages.Notes.Update(diagnosis => diagnosis with { Refusal = PrivateNames.Hide(exception.Message) });
            throw;
        }
    }

    private StageOutcome Verify(CancellationToken stop)
    {
        IReadOnlyList<string> folders = ConformanceRunner.Find(request.CasesFolder);
        int failed = 0;
        for (int i = 0; i < folders.Count; i++)
        {
            if (stop.IsCancellationRequested)
            {
                return failed > 0
                    ? new StageOutcome(StageState.Failed, $"{failed} of the first {i} of {folders.Count} cases failed")
                    : stages.TimeIsUp($"time was up after {i} of {folders.Count} cases");
            }

            CaseResult result = Verify(folders[i]);
            failed += result.Passed ? 0 : 1;
            stages.Notes.Update(diagnosis => diagnosis with { Cases = [.. diagnosis.Cases, result] });
        }

        return failed == 0
            ? new StageOutcome(StageState.Passed, $"{folders.Count} cases")
            : new StageOutcome(StageState.Failed, $"{failed} of {folders.Count} cases failed");
    }

    // A case that comes to no end must not cost the others.
    private CaseResult Verify(string folder)
    {
        string name = ConformanceRunner.NameOf(request.CasesFolder, folder);
        try
        {
            return ConformanceRunner.Run(device.Open(profiling: false), folder) with { Name = name };
        }
        catch (Exception exception)
        {
            device.Dispose();
            return new CaseResult(
                name,
                Passed: false,
                double.PositiveInfinity,
                WorstGradientError: null,
                "came to no end: " + PrivateNames.Hide(DiagnosisStages.Describe(exception)));
        }
    }

    private StageOutcome RepeatRecorded(CancellationToken stop)
    {
        int others = 0;
        foreach (RecordedRun run in recorded)
        {
            stop.ThrowIfCancellationRequested();
            RecordedRunResult result = run.Repeat(device.Open(profiling: false));
            others += result.Passed ? 0 : 1;
            stages.Notes.Update(diagnosis => diagnosis with { RecordedRuns = [.. diagnosis.RecordedRuns, result] });
        }

        return others == 0
            ? new StageOutcome(StageState.Passed, $"{recorded.Count} runs have the bits of other machines")
            : new StageOutcome(StageState.Failed, $"{others} of {recorded.Count} runs have other bits than on other machines");
    }

    private StageOutcome Repeat(bool learning, TimeSpan time, CancellationToken stop) =>
        Judge(runs.Repeat(device.Open(profiling: false), learning, time, stop));

    private StageOutcome Judge(RunComparison comparison)
    {
        stages.Notes.Update(diagnosis => diagnosis with { Runs = [.. diagnosis.Runs, comparison] });
        return comparison.Equal
            ? new StageOutcome(StageState.Passed, $"{comparison.Steps} steps, equal")
            : new StageOutcome(StageState.Failed, $"the states after {comparison.Steps} steps differ");
    }
}
