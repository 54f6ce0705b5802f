using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Profiling;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Times every kernel and the whole step, beside what the machine can do at best.</summary>
internal static class ProfileVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        Option<long> repetitions = CommonOptions.WholeNumber(
            "--repetitions", "N", Profiler.FewestRepetitions, 15, "Measurements whose median is reported");
        Option<string?> trace = CommonOptions.Path(
            "--trace", "FILE.json", "The launches of one step in the Chrome trace format, which Perfetto opens");
        Option<bool> json = CommonOptions.Json();
        Verb command = new("profile", "Time every kernel and the whole step, beside the machine's own peaks");
        world.AddTo(command);
        command.Add("The measurement", repetitions, trace, json);
        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note);
            int count = (int)Math.Min(int.MaxValue, parsed.GetValue(repetitions));
            if (parsed.GetValue(trace) is string traced)
            {
                FileEnding.Require(traced, "traces", ".json");
            }

            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed), profiling: true);
            if (device.Description.Kind == DeviceKind.Simulated)
            {
                throw new UserException("the simulated device is for finding faults; its speed says nothing, so it is not measured");
            }

            if (plan.Start.Configuration.Schedule.Any())
            {
                terminal.Note("the schedule is left out: what is measured is the world at its start");
            }

            if (plan.Recipe?.Actions.Any() == true)
            {
                terminal.Note("what the recipe does to the world is left out: what is measured is the world at its start");
            }

            using ConfiguredWorld configured = plan.Start.Open(device, terminal.Note);
            Profile profile = terminal.WithProgress(
                "measuring", count, progress => Profiler.Measure(configured.World, count, progress, interruption));
            if (parsed.GetValue(trace) is string path)
            {
                AtomicFile.Write(path, target => ChromeTrace.Write(target, device.Description.Id, profile.Launches));
            }

            if (parsed.GetValue(json))
            {
                terminal.Json(ProfileReport.Create(device, configured.World.Parameters, profile));
            }
            else
            {
                ProfileSummary.Write(terminal, configured.World.Parameters, profile);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
