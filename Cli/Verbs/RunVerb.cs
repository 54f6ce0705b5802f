using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Steps a world without a window.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        RunFileOptions files = new();
        Option<long> steps = CommonOptions.WholeNumber(
            "--steps", "N", 0, 500, "How many steps to take; with --recipe FILE.json as many as that run took, unless given");
        Option<string> palette = CommonOptions.Palette();
        Option<bool> json = CommonOptions.Json();

        Command command = new("run", "Step a world without a window");
        world.AddTo(command);
        command.Options.Add(steps);
        files.AddTo(command);
        command.Options.Add(palette);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note);
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            using RunOutputs outputs = files.Open(parsed, plan, colours);
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            using ConfiguredWorld configured = plan.Open(device);
            files.Record(parsed, outputs, configured);

            if (plan.Configuration.Parameters.LearnInterval > 0 && !configured.Ecosystem.KeepsLastGoodState)
            {
                terminal.Note("memory has no room for a copy of the world: numbers that are not finite would end it");
            }

            long last = plan.Steps is long recorded && !parsed.Gives(steps) ? recorded : parsed.GetValue(steps);
            WorldRun run = new(configured, outputs.All, last, repeats: plan.Recipe is not null);
            terminal.WithProgress(
                "stepping",
                last,
                progress => run.Run(progress, terminal.Note, interruption));

            if (configured.ActionsToCome > 0)
            {
                terminal.Note($"the recipe goes on: {configured.ActionsToCome} of what is done to the world comes later");
            }

            RunReport report = RunReport.Create(plan.Configuration, device, configured, run.SteppingTime);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                RunSummary.Write(terminal, report, colours);
            }

            run.ThrowIfIncomplete();

            string? death = run.Death ?? (report.IsDead ? $"no species is alive after step {report.Steps}" : null);
            if (death is null)
            {
                return ExitCode.Done;
            }

            terminal.Fail($"the world died: {death}");
            return ExitCode.WorkFailed;
        });
        return command;
    }
}
