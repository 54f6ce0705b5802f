using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Steps a world without a window.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        RunFileOptions files = new();
        AutosaveOptions autosave = new(0, "autosave");
        Option<long> steps = CommonOptions.WholeNumber(
            "--steps",
            "N",
            0,
            500,
            "How many steps to take, from where the world stands; with --recipe FILE.json as many as that run took, unless given");
        Option<string> palette = CommonOptions.Palette();
        Option<bool> json = CommonOptions.Json();

        Command command = new("run", "Step a world without a window");
        world.AddTo(command);
        command.Options.Add(steps);
        files.AddTo(command);
        autosave.AddTo(command);
        command.Options.Add(palette);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note, autosave.FindResumed(parsed, terminal.Note));
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            using RunOutputs outputs = files.Open(parsed, plan, colours, terminal.Note);
            autosave.Open(parsed, outputs, terminal.Note);
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            Revival revival = new(
                () => outputs.Autosaves?.Last, file => WorldFile.Open(file, device, terminal.Note), terminal.Note);
            long count = plan.Steps is long recorded && !parsed.Gives(steps) ? recorded : parsed.GetValue(steps);
            using WorldRun run = new(plan.Open(device, terminal.Note), outputs.All, count, repeats: plan.Recipe is not null, revival);
            if (plan.Configuration.Parameters.LearnInterval > 0 && !run.World.KeepsLastGoodState && outputs.Autosaves is null)
            {
                terminal.Note("memory has no room for a copy of the world: numbers that are not finite would end it, and --autosave would help");
            }

            terminal.WithProgress(
                "stepping",
                count,
                progress => run.Run(progress, terminal.Note, interruption));

            if (run.ActionsToCome > 0)
            {
                terminal.Note($"the recipe goes on: {run.ActionsToCome} of what is done to the world comes later");
            }

            RunReport report = RunReport.Create(plan.Configuration, device, run);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                RunSummary.Write(terminal, report, colours);
            }

            string? death = run.Death ?? (report.IsDead ? $"no species is alive after step {report.Steps}" : null);
            if (death is null)
            {
                run.ThrowIfIncomplete();
                return ExitCode.Done;
            }

            // What could not be written must not hide that the world died.
            terminal.Fail($"the world died: {death}{(run.Failure is null ? "" : $"; {run.Failure.Message}")}");
            return ExitCode.WorkFailed;
        });
        return command;
    }
}
