using System.CommandLine;
using System.Diagnostics;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Runs several futures of one world, saved or new, and compares them.</summary>
internal static class BranchVerb
{
    // The whole table each time.
    private static readonly TimeSpan ComparisonInterval = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        BranchOptions which = new();
        WorldOptions world = new();
        Option<string> folder = new("--out")
        {
            Description = "A folder for each branch's NN.eco, NN.png and NN.csv, for comparison.csv and .png, and for contact-sheet.png",
            HelpName = "DIR",
            Required = true,
        };
        Option<bool> overwrite = CommonOptions.Overwrite();
        Option<StepGoal?> steps = CommonOptions.Steps($"How many steps each branch takes, or how many in all; {WorldPlan.UsualSteps} unless given");
        Option<long> metricsEvery = CommonOptions.WholeNumber(
            "--metrics-every", "K", 1, 10, "Steps from one line of a branch's NN.csv to the next");
        Option<string> plot = new("--plot")
        {
            Description = "The column of NN.csv that comparison.png draws for all branches",
            HelpName = "COLUMN",
            DefaultValueFactory = _ => "normalizedEntropy",
        };
        Option<string> palette = CommonOptions.Palette();
        Option<bool> json = CommonOptions.Json();
        Verb command = new("branch", "Run several futures of one world, saved or new, which differ by parameters or seeds");
        which.AddTo(command);
        world.AddTo(command);
        command.Add("The branches", steps, folder, overwrite, metricsEvery, plot, palette, json);
        command.SetAction(parsed =>
        {
            // What is wrong with the choices is told without reading a world.
            Lazy<WorldPlan> read = new(() => world.Read(parsed, terminal.Note, which.ReadFile(parsed)));
            IReadOnlyList<BranchChoice> choices = which.ReadChoices(parsed, () => read.Value.Seed);
            IReadOnlyList<Branch> branches = Branch.Product(choices);
            WorldPlan plan = read.Value;
            RunFileOptions.RequireSame(parsed, plan.Recipe, folder, nameof(WorldParameters.Species), nameof(WorldParameters.Coupling));
            RunStart[] starts = [.. branches.Select(branch => plan.Start.Change(branch.Changes))];
            Branch.RefuseTwins(branches, starts);
            WaitingChanges.Tell(starts.SelectMany(ChangesOf).Except(ChangesOf(plan.Start)), terminal.Note);
            string column = parsed.GetRequiredValue(plot);
            RequireColumn(plot.Name, column, starts);
            long count = plan.GoalOr(parsed.GetValue(steps)).From(() => plan.StepsTaken);
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            BranchFolder target = new(parsed.GetRequiredValue(folder), parsed.GetValue(overwrite), colours, parsed.GetValue(metricsEvery));
            EcoParent? parent = plan.Start is SavedWorld saved ? new EcoParent(Path.GetFileName(saved.File), plan.FirstStep) : null;
            using ComputeDevice opened = terminal.Open(world.ReadDevice(parsed));
            target.Clear();
            using BranchSheets sheets = new(target, colours, branches.Count);
            List<BranchReport> reports = [];
            List<string> failures = [];
            bool stopped = false;
            long compared = Stopwatch.GetTimestamp();
            foreach ((Branch branch, RunStart start) in branches.Zip(starts).TakeWhile(_ => !interruption.IsCancellationRequested))
            {
                RunTask task = new(start, count, Repeats: plan.Recipe is not null);
                using RunOutputs outputs = target.Open(branch, start.Configuration.Parameters, parent);
                using WorldRun run = new(task, opened, outputs.All, terminal.Note);
                RunResult result = terminal.WithProgress(
                    $"branch {branch.Number} of {branches.Count}", task.Steps, progress => run.Run(progress, interruption));
                if (result.Failure is UserException failure)
                {
                    failures.Add($"branch {branch.Number}: {failure.Message}");
                }

                stopped = result.StepsToCome > 0 && interruption.IsCancellationRequested;
                reports.Add(BranchReport.Create(branch, choices, target, result, RunReport.Create(opened, result)));
                Attempt(failures, () => sheets.Add(run.World, reports[^1], branch.Name));
                if (Stopwatch.GetElapsedTime(compared) > ComparisonInterval)
                {
                    compared = Stopwatch.GetTimestamp();
                    Attempt(failures, () => BranchComparison.WriteCsv(target.Comparison, reports));
                }
            }

            if (reports.Count > 0)
            {
                Attempt(failures, () => BranchComparison.WriteCsv(target.Comparison, reports));
                Attempt(failures, () => BranchComparison.WritePlot(target.Plot, reports, column));
                Attempt(failures, sheets.Write);
            }

            int exitCode = Conclude(terminal, reports, parsed.GetValue(json));
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

    // What cannot be written must not cost the other branches.
    private static void Attempt(List<string> failures, Action work)
    {
        try
        {
            work();
        }
        catch (UserException exception)
        {
            // The same again and again would hide all others.
            if (!failures.Contains(exception.Message))
            {
                failures.Add(exception.Message);
            }
        }
    }

    private static IEnumerable<ParameterAssignment> ChangesOf(RunStart start) => start is SavedWorld saved ? saved.Changes : [];

    // Branches may differ in how many species they have.
    private static void RequireColumn(string option, string column, IEnumerable<RunStart> starts)
    {
        foreach (RunStart start in starts.DistinctBy(one => (one.Configuration.Parameters.Species, one.Configuration.Parameters.Coupling)))
        {
            string[] names = [.. MetricsOutput.Columns(start.Configuration.Parameters).Select(one => one.Name)];
            if (!names.Contains(column))
            {
                throw new UserException($"{option} draws a column of the tables; '{column}' is none of all branches{NearestName.Question(column, names)}");
            }
        }
    }

    private static int Conclude(Terminal terminal, List<BranchReport> reports, bool json)
    {
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
