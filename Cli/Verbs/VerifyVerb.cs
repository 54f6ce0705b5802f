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
    private static string ShippedCases => Path.Combine(AppContext.BaseDirectory, "conformance");

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
            List<CaseResult> results = Run(terminal, opened, folders, parsed.GetValue(forwardOnly), interruption);
            int failed = results.Count(result => !result.Passed);
            if (parsed.GetValue(json))
            {
                terminal.Json(new
                {
                    Device = opened.Description.Id,
                    Cases = results,
                    Passed = results.Count - failed,
                    Failed = failed,
                });
            }
            else
            {
                terminal.Table(["case", "result", "forward error", "gradient error", "message"], results.Select(Row));
                terminal.Line($"{results.Count - failed} passed, {failed} failed on {opened.Description.Id}");
            }

            return failed == 0 ? ExitCode.Done : ExitCode.WorkFailed;
        });
        return command;
    }

    private static List<CaseResult> Run(
        Terminal terminal,
        ComputeDevice device,
        IReadOnlyList<string> folders,
        bool forwardOnly,
        CancellationToken interruption)
    {
        List<CaseResult> results = [];
        terminal.WithProgress("verifying", folders.Count, progress =>
        {
            foreach (string folder in folders)
            {
                interruption.ThrowIfCancellationRequested();
                results.Add(Run(device, folder, forwardOnly));
                progress(results.Count);
            }
        });
        return results;
    }

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
