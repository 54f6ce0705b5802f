using System.Globalization;
using System.Text;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Diagnosis;

namespace GpuEcosystem.Cli.Output;

/// <summary>A diagnosis on one page, for a person who has to see from it what is wrong with a device.</summary>
internal sealed class DiagnosisPage
{
    private const int CasesPerLine = 3;

    private readonly StringBuilder text = new();

    private DiagnosisPage(DeviceDiagnosis diagnosis)
    {
        WriteHead(diagnosis);
        WriteSystem(diagnosis.System);
        WriteDevices(diagnosis);
        WriteStages(diagnosis.Stages);
        WriteCases(diagnosis.Cases);
        WriteRecorded(diagnosis.RecordedRuns);
        WriteRuns(diagnosis.Runs);
        foreach (string line in DiagnosisSpeed.Lines(diagnosis))
        {
            text.AppendLine(line);
        }
    }

    /// <summary>The page.</summary>
    public static string Of(DeviceDiagnosis diagnosis) => new DiagnosisPage(diagnosis).text.ToString().TrimEnd();

    /// <summary>What the state of a stage is called.</summary>
    public static string Name(StageState state) => state switch
    {
        StageState.Failed => "FAILED",
        StageState.Error => "ERROR",
        StageState.NoAnswer => "NO ANSWER",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Verdict(DeviceDiagnosis diagnosis)
    {
        string[] wrong = [.. diagnosis.Stages
            .Where(stage => stage.State is StageState.Failed or StageState.Error)
            .Select(stage => stage.Name)];
        string[] open = [.. diagnosis.Stages
            .Where(stage => stage.State is StageState.Running or StageState.Interrupted or StageState.Incomplete or StageState.NoAnswer
                || (stage.State == StageState.Skipped && !stage.Name.StartsWith("profile", StringComparison.Ordinal)))
            .Select(stage => stage.Name)];
        return (wrong.Length > 0 ? $"WRONG: {string.Join(", ", wrong)}" : "nothing failed")
            + (open.Length > 0 ? $"; without an end: {string.Join(", ", open)}" : "")
            + (diagnosis.Complete ? "" : "; this is not the whole diagnosis");
    }

    private void WriteHead(DeviceDiagnosis diagnosis)
    {
        Line($"gpueco {diagnosis.ProgramVersion}, diagnosis of {diagnosis.Started:yyyy-MM-dd HH:mm} UTC, {diagnosis.Seconds:0} s");
        Line($"device   {(diagnosis.Device is DeviceFacts facts ? $"{facts.Description.Id}: {facts.Description.Name} ({facts.Arithmetic})" : "none is open")}");
        Line($"result   {Verdict(diagnosis)}");
        if (diagnosis.Refusal is string refusal)
        {
            Line($"refused  {refusal}");
        }
    }

    private void WriteSystem(SystemFacts system)
    {
        Line($"");
        Line($"system   {system.System}, {system.Architecture}, {system.Runtime}");
        Line($"cpu      {system.Processor}{(system.VirtualMachine == true ? ", a virtual machine" : "")}, {system.Cores} cores, {system.VectorBits}-bit vectors, {Gibibytes(system.MemoryBytes)}{(system.LoadBefore is null ? "" : $", load {system.LoadBefore}")}");
        if (system.NvidiaDriver is string driver)
        {
            Line($"nvidia   {driver}");
        }

        if (system.DisplayAdapters.Count + system.OpenClDrivers.Count > 0)
        {
            Line($"adapters {List(system.DisplayAdapters)}; OpenCL drivers {List(system.OpenClDrivers)}");
        }

        if (system.Settings.Count > 0)
        {
            Line($"settings {List(system.Settings.Select(pair => $"{pair.Key}={pair.Value}"))}");
        }
    }

    private void WriteDevices(DeviceDiagnosis diagnosis)
    {
        if (diagnosis.Devices.Count > 0)
        {
            Line($"");
            Lines(TextTable.Lines(
                [["device", "name", "memory", "units", "state", "reason"], .. diagnosis.Devices.Select(device => DeviceReport.Of(device).Cells)],
                left: [1, 4, 5]));
        }

        if (diagnosis.Device is { Description.Kind: not DeviceKind.Cpu } facts)
        {
            Line($"");
            Line($"{facts.Description.Id}: groups of {facts.GroupSize} threads, at most {facts.MostThreadsPerGroup}; {facts.ThreadsAtOnce} in step; {facts.SharedBytesPerGroup} bytes shared by a group; {facts.ThreadsPerUnit} threads on each of {facts.Description.ComputeUnits} units");
            foreach ((string name, string value) in facts.Driver)
            {
                Line($"  {name,-22} {value}");
            }
        }
    }

    private void WriteStages(IReadOnlyList<StageResult> stages)
    {
        Line($"");
        Lines(TextTable.Lines(
            [["stage", "result", "s", "compiled", "s", ""], .. stages.Select(Row)],
            left: [1, 5]));
        foreach (StageResult stage in stages)
        {
            foreach (string error in stage.Errors)
            {
                Line($"  {stage.Name}: {error}");
            }

            if (stage.DriverLog is string log)
            {
                Line($"  {stage.Name}, what ILGPU and the driver said:");
                Lines(log.Split('\n').Take(20).Select(line => "    " + line.TrimEnd()));
            }
        }

        static IReadOnlyList<string> Row(StageResult stage) =>
        [
            stage.Name,
            Name(stage.State),
            Text($"{stage.Seconds:0.0}"),
            stage.KernelsCompiled > 0 ? Text($"{stage.KernelsCompiled}") : "",
            stage.KernelsCompiled > 0 ? Text($"{stage.CompileSeconds:0.0}") : "",
            stage.Reason ?? "",
        ];
    }

    private void WriteCases(IReadOnlyList<CaseResult> cases)
    {
        if (cases.Count == 0)
        {
            return;
        }

        int failed = cases.Count(one => !one.Passed);
        Line($"");
        Line($"verify: {cases.Count - failed} passed, {failed} failed; largest errors of the next grid, and of gradients where there are any");
        IReadOnlyList<string>[] rows = [.. cases.Select(Cells).Chunk(CasesPerLine).Select(row => (IReadOnlyList<string>)
            [.. row.SelectMany(cells => cells), .. Enumerable.Repeat("", 3 * (CasesPerLine - row.Length))])];
        Lines(TextTable.Lines(rows, left: [3, 6]));
        foreach (CaseResult one in cases.Where(one => !one.Passed))
        {
            Line($"  FAILED {one.Name}: {one.Message}");
        }

        static IReadOnlyList<string> Cells(CaseResult one) =>
            ["  " + one.Name, Text($"{one.WorstForwardError:0.0e+00}"), Text($"{one.WorstGradientError:0.0e+00}")];
    }

    private void WriteRecorded(IReadOnlyList<RecordedRunResult> runs)
    {
        foreach (RecordedRunResult run in runs.Where(run => !run.Passed))
        {
            Line($"  OTHER BITS {run.Name}: {run.StateHash}, not {run.Recorded}");
        }
    }

    private void WriteRuns(IReadOnlyList<RunComparison> runs)
    {
        foreach (RunComparison run in runs)
        {
            string outcome = run.Equal
                ? $"equal, {run.FirstHash[..16]}"
                : Text($"DIFFERENT, {run.FirstHash[..16]} and {run.SecondHash[..16]}, {run.GridNumbersApart} numbers of the grid by up to {run.WorstDifference:G3}");
            string recoveries = run.Recoveries > 0 ? $"; {run.Recoveries} recoveries from numbers that are not finite" : "";
            Line($"{run.Check}, {(run.Learning ? "learning" : "no learning")}, {run.Steps} steps of {run.Width} x {run.Height}: {outcome}{recoveries}");
        }
    }

    private static string List(IEnumerable<string> items) => items.Any() ? string.Join(", ", items) : "none";

    private static string Gibibytes(long bytes) => Text($"{bytes / (double)(1L << 30):0.0} GiB");

    private void Line(FormattableString line) => text.AppendLine(Text(line));

    private void Lines(IEnumerable<string> lines) => text.AppendJoin(Environment.NewLine, lines).AppendLine();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
