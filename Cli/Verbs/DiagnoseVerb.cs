using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Diagnosis;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Finds out all there is to know about a device, for a report to those who do not have it.</summary>
internal static class DiagnoseVerb
{
    private const long Seconds = 180;
    private const long FewestSeconds = 10;

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        Option<string> device = CommonOptions.Device();
        Option<string?> file = CommonOptions.Path(
            "--out", "FILE.json", "Where the report goes, and beside it, as .txt, a page to read; unless given, diagnose-DATE-TIME.json");
        Option<long> seconds = CommonOptions.WholeNumber(
            "--seconds", "N", FewestSeconds, Seconds, "How long it may take at most; larger worlds are measured as long as time is left");
        Option<bool> json = CommonOptions.Json();
        Command command = new("diagnose", "Check and measure a device in three minutes, and write a report about it to send in")
        {
            device, file, seconds, json,
        };
        command.SetAction(parsed =>
        {
            DiagnosisFiles files = new(parsed.GetValue(file) ?? DefaultName());
            DiagnosisRequest request = new(
                parsed.GetRequiredValue(device),
                VerifyVerb.ShippedCases,
                TimeSpan.FromSeconds(Math.Min(parsed.GetValue(seconds), TimeSpan.FromDays(1).TotalSeconds)),
                VerifyVerb.ShippedRuns);
            terminal.Note($"this takes up to {request.Allowed.TotalSeconds:0} seconds; Ctrl-C ends it with what is there");
            DeviceDiagnosis diagnosis = Run(terminal, request, files, interruption);
            if (parsed.GetValue(json))
            {
                terminal.Json(DiagnosisReport.Of(diagnosis));
            }
            else
            {
                terminal.Line(DiagnosisPage.Of(diagnosis));
            }

            files.Write(diagnosis);
            terminal.Note($"written: {files.Report} and {files.Page}");
            if (diagnosis.Refusal is string refusal)
            {
                throw new UserException(refusal);
            }

            return interruption.IsCancellationRequested ? ExitCode.Stopped
                : diagnosis.Failed || !diagnosis.Complete ? ExitCode.WorkFailed : ExitCode.Done;
        });
        return command;
    }

    private static DeviceDiagnosis Run(
        Terminal terminal, DiagnosisRequest request, DiagnosisFiles files, CancellationToken interruption)
    {
        StageResult? told = null;
        return Diagnostician.Run(
            request,
            diagnosis =>
            {
                files.TryWrite(diagnosis);
                StageResult? last = diagnosis.Stages is [.., StageResult stage] ? stage : null;
                if (last != told)
                {
                    told = last;
                    terminal.Note(Describe(last!));
                }
            },
            interruption);
    }

    private static string Describe(StageResult stage) => stage.State == StageState.Running
        ? $"{stage.Name} ..."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{stage.Name}: {DiagnosisPage.Name(stage.State)}{(stage.Reason is null ? "" : $", {stage.Reason}")} ({stage.Seconds:0.0} s)");

    private static string DefaultName() =>
        $"diagnose-{DateTime.Now.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture)}.json";
}
