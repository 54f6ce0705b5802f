using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Experiments;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Runs worlds whose parameters are laid out beforehand, and says which of them matter.</summary>
internal static class SweepVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        IReadOnlyList<Saying> own =
        [
            new(
                ExperimentOptions.Text("--design", "NAME", $"How trials are laid out: {string.Join(", ", DesignCatalogue.Names)}; unless given a grid"),
                ["design"],
                text => text),
        ];
        ExperimentOptions options = new();
        ExperimentVerb verb = new(terminal, interruption);
        Verb command = new("sweep", "Run worlds that differ by parameters and by seeds, and say which of both decides what they become");
        options.AddTo(command, own);
        verb.AddTo(command);
        command.SetAction(parsed =>
        {
            ExperimentDraft draft = options.Read(parsed, own);
            if (!draft.Says("design"))
            {
                draft.Say(DesignCatalogue.Grid, "design");
            }

            return verb.Carry(parsed, draft, options.ReadDevice(parsed));
        });
        return command;
    }
}
