using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Compares a device's numbers with reference numbers.</summary>
internal static class VerifyVerb
{
    /// <summary>Where the cases are that come with the program.</summary>
    public static string ShippedCases => Path.Combine(AppContext.BaseDirectory, "conformance");

    /// <summary>The recorded runs that come with the program.</summary>
    public static string ShippedRuns => Path.Combine(AppContext.BaseDirectory, "repeatability");

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        Option<string?> cases = CommonOptions.Path(
            "--cases", "DIR", "Folder of conformance cases, in place of the shipped ones");
        Option<string> device = CommonOptions.Device();
        Option<bool> forwardOnly = CommonOptions.Flag("--forward-only", "Leave gradients out");
        Option<bool> json = CommonOptions.Json();
        Command command = new("verify", "Check whether a device's numbers can be trusted")
        {
            cases, device, forwardOnly, json,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(cases) ?? ShippedCases;
            IReadOnlyList<string> folders = ConformanceRunner.Find(folder);
            using ComputeDevice opened = terminal.Open(parsed.GetRequiredValue(device));
            List<CaseResult> results = Run(
                terminal, "verifying", folders, one => Run(opened, folder, one, parsed.GetValue(forwardOnly)), interruption);
            int unread = results.Count(result => result.WorstForwardError is null);
            int failed = results.Count(result => !result.Passed) - unread;
            IReadOnlyList<RecordedRun> recorded =
                parsed.Gives(cases) ? [] : RecordedRun.Find(ShippedRuns, opened.Arithmetic);
            List<RecordedRunResult> runs = Run(terminal, "repeating", recorded, run => run.Repeat(opened), interruption);
            if (parsed.GetValue(json))
            {
                terminal.Json(new
                {
                    Device = opened.Description.Id,
                    opened.Arithmetic,
                    Program = Origin.ThisProgram,
                    Cases = results,
                    Passed = results.Count - failed - unread,
                    Failed = failed,
                    Unread = unread,
                    Runs = runs,
                });
            }
            else
            {
                terminal.Table(["case", "result", "forward error", "gradient error", "message"], results.Select(Row));
                foreach (RecordedRunResult run in runs.Where(run => !run.Passed))
                {
                    terminal.Line($"the run {run.Name} ends in {run.StateHash}, not {run.Recorded} as on other devices that are {opened.Arithmetic}");
                }

                if (runs.Count > 0)
                {
                    terminal.Line(
                        $"{runs.Count(run => run.Passed)} of {runs.Count} recorded runs end in the bits of every device that is {opened.Arithmetic}");
                }

                string others = unread == 0 ? "" : $", {unread} could not be read";
                terminal.Line($"{results.Count - failed - unread} passed, {failed} failed{others} on {opened.Description.Id}");
            }

            bool isTrusted = failed == 0 && runs.All(run => run.Passed);
            return !isTrusted ? ExitCode.WorkFailed : unread > 0 ? ExitCode.UserMustAct : ExitCode.Done;
        });
        return command;
    }

    private static List<TResult> Run<T, TResult>(
        Terminal terminal, string label, IReadOnlyList<T> work, Func<T, TResult> run, CancellationToken interruption) =>
        terminal.WithProgress(label, work.Count, progress =>
        {
            List<TResult> results = [];
            foreach (T one in work)
            {
                interruption.ThrowIfCancellationRequested();
                results.Add(run(one));
                progress(results.Count);
            }

            return results;
        });

    private static CaseResult Run(ComputeDevice device, string folder, string caseFolder, bool forwardOnly)
    {
        string name = ConformanceRunner.NameOf(folder, caseFolder);
        try
        {
            return ConformanceRunner.Run(device, caseFolder, forwardOnly) with { Name = name };
        }
        catch (InvalidDataException exception)
        {
            return new CaseResult(name, Passed: false, null, null, exception.Message.ReplaceLineEndings(" "));
        }
    }

    private static TableRow Row(CaseResult result) => new(
        result.Name,
        result.Passed ? "passed" : result.WorstForwardError is null ? "NOT READ" : "FAILED",
        result.WorstForwardError?.ToString("0.0e+00", CultureInfo.InvariantCulture) ?? "",
        result.WorstGradientError?.ToString("0.0e+00", CultureInfo.InvariantCulture) ?? "",
        result.Message);
}
