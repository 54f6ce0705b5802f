using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;
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
            IReadOnlyList<string> folders = ConformanceRunner.Find(parsed.GetValue(cases) ?? ShippedCases);
            using ComputeDevice opened = terminal.Open(parsed.GetRequiredValue(device));
            List<CaseResult> results = Run(
                terminal, "verifying", folders, folder => Run(opened, folder, parsed.GetValue(forwardOnly)), interruption);
            int failed = results.Count(result => !result.Passed);
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
                    Passed = results.Count - failed,
                    Failed = failed,
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

                terminal.Line($"{results.Count - failed} passed, {failed} failed on {opened.Description.Id}");
            }

            return failed == 0 && runs.All(run => run.Passed) ? ExitCode.Done : ExitCode.WorkFailed;
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

    private static CaseResult Run(ComputeDevice device, string folder, bool forwardOnly)
    {
        try
        {
            return ConformanceRunner.Run(device, folder, forwardOnly);
        }
        catch (InvalidDataException exception)
        {
            throw new UserException(exception.Message, exception);
        }
    }

    private static TableRow Row(CaseResult result) => new(
        result.Name,
        result.Passed ? "passed" : "FAILED",
        result.WorstForwardError.ToString("0.0e+00", CultureInfo.InvariantCulture),
        result.WorstGradientError?.ToString("0.0e+00", CultureInfo.InvariantCulture) ?? "",
        result.Message);
}
