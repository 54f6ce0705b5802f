using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Steps a world without a window.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        RunFileOptions files = new();
        AutosaveOptions autosave = new(0, "autosave");
        Option<StepGoal?> steps = CommonOptions.Steps(
            $"How many steps to take, from where the world stands, or until it has taken N in all; unless given, as the configuration says "
            + $"or as many as the recipe's run took, and otherwise {WorldPlan.UsualSteps}");
        Option<string> palette = CommonOptions.Palette();
        Option<bool> json = CommonOptions.Json();

        Verb command = new("run", "Step a world without a window");
        world.AddTo(command);
        command.Add("The run", steps, json);
        files.AddTo(command, palette);
        autosave.AddTo(command);
        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note, autosave.FindResumed(parsed, terminal.Note));
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            using RunOutputs outputs = files.Open(parsed, plan, colours, terminal.Note);
            autosave.Open(parsed, outputs, terminal.Note);
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            Revival revival = new(
                () => outputs.Autosaves?.Last, file => WorldFile.Open(file, device, terminal.Note), terminal.Note);
            StepGoal goal = plan.GoalOr(parsed.GetValue(steps));
            long count = goal.From(() => plan.StepsTaken);
            RunTask task = new(plan.Start, count, Repeats: plan.Recipe is not null);
            using WorldRun run = new(task, device, outputs.All, terminal.Note, revival);
            if (task.Start.Configuration.Parameters.LearnInterval > 0 && !run.World.KeepsLastGoodState && outputs.Autosaves is null)
            {
                terminal.Note("memory has no room for a copy of the world: numbers that are not finite would end it, and --autosave would help");
            }

            if (count == 0 && (goal.IsTotal || plan.Resumes))
            {
                terminal.Note($"nothing is left to do: the world stands at step {plan.FirstStep}");
            }

            RunResult result = terminal.WithProgress("stepping", count, progress => run.Run(progress, interruption));
            if (result.ActionsToCome > 0)
            {
                terminal.Note($"the recipe goes on: {result.ActionsToCome} of what is done to the world comes later");
            }

            RunReport report = RunReport.Create(device, result);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                RunSummary.Write(terminal, report, colours);
            }

            if (result.Written.Count > 0)
            {
                terminal.Note($"wrote {string.Join(", ", result.Written)}");
            }

            if (result.Death is null && result.Failure is null && result.StepsToCome > 0)
            {
                terminal.Note($"stopped at {count - result.StepsToCome} of {count}");
                return ExitCode.Stopped;
            }

            if (result.Death is null)
            {
                return result.Failure is null ? ExitCode.Done : throw result.Failure;
            }

            // What could not be written must not hide that the world died.
            terminal.Fail($"the world died: {result.Death}{(result.Failure is null ? "" : $"; {result.Failure.Message}")}");
            return ExitCode.WorkFailed;
        });
        return command;
    }
}
