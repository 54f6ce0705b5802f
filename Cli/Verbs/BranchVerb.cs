using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Runs several futures of one saved world, and compares them.</summary>
internal static class BranchVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        BranchOptions which = new();
        Option<string> folder = new("--out")
        {
            Description = "A folder for each branch's NN.eco, NN.png and NN.csv, and for comparison.csv and contact-sheet.png",
            HelpName = "DIR",
            Required = true,
        };
        Option<bool> overwrite = CommonOptions.Overwrite();
        Option<long> steps = CommonOptions.WholeNumber("--steps", "N", 0, 500, "How many steps each branch takes");
        Option<long> metricsEvery = CommonOptions.WholeNumber(
            "--metrics-every", "K", 1, 10, "Steps from one line of a branch's NN.csv to the next");
        Option<string> device = CommonOptions.Device();
        Option<string> palette = CommonOptions.Palette();
        Option<bool> json = CommonOptions.Json();
        Command command = new("branch", "Run several futures of one saved world, which differ by parameters or seeds");
        which.AddTo(command);
        foreach (Option option in new Option[] { steps, folder, overwrite, metricsEvery, device, palette, json })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            string file = which.ReadFile(parsed);
            IReadOnlyList<BranchChoice> choices = which.ReadChoices(parsed);
            IReadOnlyList<Branch> branches = which.ReadBranches(parsed, choices);
            SavedWorld[] starts = [.. branches.Select(branch => new SavedWorld(file, branch.Changes))];
            Branch.RefuseTwins(branches, starts);
            WaitingChanges.Tell(starts, terminal.Note);
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            BranchFolder target = new(parsed.GetRequiredValue(folder), parsed.GetValue(overwrite), colours, parsed.GetValue(metricsEvery));
            EcoParent parent = new(Path.GetFileName(file), WorldFile.ReadPlace(file).Step);
            using ComputeDevice opened = terminal.Open(parsed.GetRequiredValue(device));
            target.Clear();
            using ContactSheet sheet = new();
            List<BranchReport> reports = [];
            List<string> failures = [];
            bool stopped = false;
            foreach ((Branch branch, SavedWorld start) in branches.Zip(starts).TakeWhile(_ => !interruption.IsCancellationRequested))
            {
                RunTask task = new(start, parsed.GetValue(steps));
                using RunOutputs outputs = target.Open(branch, start.Configuration.Parameters, parent);
                using WorldRun run = new(task, opened, outputs.All, terminal.Note);
                RunResult result = terminal.WithProgress(
                    $"branch {branch.Number} of {branches.Count}", task.Steps, progress => run.Run(progress, interruption));
                if (result.Failure is UserException failure)
                {
                    failures.Add($"branch {branch.Number}: {failure.Message}");
                }

                stopped = result.StepsToCome > 0 && interruption.IsCancellationRequested;
                RunReport report = RunReport.Create(opened, result);
                reports.Add(BranchReport.Create(branch, choices, target.WorldOf(branch), result.Death, report));
                sheet.Add(run.World, colours, $"{branch.Name}  {reports[^1].Label}");
            }

            int exitCode = Conclude(terminal, target, sheet, reports, parsed.GetValue(json));
            if (failures.Count > 0)
            {
                throw new UserException(string.Join("; ", failures));
            }

            if (!stopped && reports.Count == branches.Count)
            {
                return exitCode;
            }

            terminal.Note($"stopped in branch {reports.Count} of {branches.Count}");
            return exitCode == ExitCode.Done ? ExitCode.Stopped : exitCode;
        });
        return command;
    }

    private static int Conclude(
        Terminal terminal, BranchFolder target, ContactSheet sheet, List<BranchReport> reports, bool json)
    {
        if (reports.Count > 0)
        {
            sheet.Write(target.ContactSheet);
            BranchComparison.WriteCsv(target.Comparison, reports);
        }

        if (json)
        {
            terminal.Json(new { Branches = reports });
        }
        else if (reports.Count > 0)
        {
            BranchComparison.Write(terminal, reports);
        }

        string[] deaths = [.. reports.Where(report => report.Death is not null).Select(report => $"{report.Branch}: {report.Death}")];
        if (deaths.Length == 0)
        {
            return ExitCode.Done;
        }

        terminal.Fail($"the world died in branch {string.Join("; ", deaths)}");
        return ExitCode.WorkFailed;
    }
}
