using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Runs;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Works along on an experiment that somebody has begun.</summary>
internal static class WorkerVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        Argument<string?> place = new("DIR")
        {
            Description = $"The experiment, where 'sweep' or 'evolve' has begun it: {PlaceText.Else}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> device = CommonOptions.Device();
        WorkerOptions work = new();
        Option<bool> json = CommonOptions.Json();
        Verb command = new("worker", "Work along on an experiment: as many as you like, anywhere that sees its folder or database, at any time");
        command.Arguments.Add(place);
        work.AddTo(command);
        command.Add("Where and how", device, json);
        command.SetAction(parsed =>
        {
            WorkerState state = new ExperimentWork(terminal, interruption).Join(
                work.ReadPlace(parsed, parsed.GetValue(place), place.Name), work.Read(parsed, parsed.GetRequiredValue(device)));
            if (parsed.GetValue(json))
            {
                terminal.Json(state);
            }

            return work.ExitCodeOf(parsed, state, interruption);
        });
        return command;
    }
}
