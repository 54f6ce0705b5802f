using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>What verbs do alike that begin experiments: work on them or let a cluster do so, and say what came of it.</summary>
/// <param name="terminal">Where it is said.</param>
/// <param name="interruption">Ends the work.</param>
internal sealed class ExperimentVerb(Terminal terminal, CancellationToken interruption)
{
    private readonly WorkerOptions work = new();
    private readonly SlurmOptions slurm = new(terminal);
    private readonly Option<bool> json = CommonOptions.Json();

    private readonly Option<string?> folder = CommonOptions.Path(
        "--out", "DIR", $"Where the experiment is kept, {PlaceText.Else}; where it is there already, it goes on");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb)
    {
        work.AddTo(verb);
        slurm.AddTo(verb);
        verb.Add("What comes of it", folder, json);
    }

    /// <summary>Works on an experiment and says what has come of it, or lets a cluster work on it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="draft">The experiment.</param>
    /// <param name="device">Where its worlds run.</param>
    /// <exception cref="UserException">Nobody says where it is kept, or it is none that is possible.</exception>
    public int Carry(ParseResult parsed, ExperimentDraft draft, string device)
    {
        StorePlace place = work.ReadPlace(parsed, parsed.GetValue(folder), $"{folder.Name} DIR");
        Experiment experiment = draft.Finish();
        WorkerSettings settings = work.Read(parsed, device);
        if (slurm.Asks(parsed))
        {
            return slurm.Submit(parsed, place, experiment, ["--device", device, .. work.Repeat(parsed)], parsed.GetValue(json));
        }

        WorkerState state = new ExperimentWork(terminal, interruption).Begin(place, experiment, settings);
        Conclude(parsed, place, state);
        return work.ExitCodeOf(parsed, state, interruption);
    }

    private void Conclude(ParseResult parsed, StorePlace place, WorkerState state)
    {
        using CampaignResults results = CampaignResults.Read(place);
        if (parsed.GetValue(json))
        {
            terminal.Json(ResultsReport.Create(results, state));
        }
        else
        {
            ResultsSummary.Write(terminal, results, place);
        }
    }
}
