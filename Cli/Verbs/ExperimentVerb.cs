using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>What verbs do alike that begin experiments: work on them, and say what came of it.</summary>
/// <param name="terminal">Where it is said.</param>
/// <param name="interruption">Ends the work.</param>
internal sealed class ExperimentVerb(Terminal terminal, CancellationToken interruption)
{
    private readonly WorkerOptions work = new();
    private readonly Option<bool> json = CommonOptions.Json();

    private readonly Option<string?> folder = CommonOptions.Path(
        "--out", "DIR", "The experiment's folder; where it is there already, the experiment goes on");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb)
    {
        work.AddTo(verb);
        verb.Add("What comes of it", folder, json);
    }

    /// <summary>Works on an experiment.</summary>
    /// <returns>Where it is, and where it stands at the end.</returns>
    /// <exception cref="UserException">Nobody says where, or it is none that is possible.</exception>
    public (StorePlace Place, WorkerState State) Work(ParseResult parsed, ExperimentDraft draft, string device)
    {
        StorePlace place = work.ReadPlace(
            parsed, parsed.GetValue(folder) ?? throw new UserException($"an experiment needs a folder; give {folder.Name} DIR"));
        Experiment experiment = draft.Finish();
        WorkerState state = new ExperimentWork(terminal, interruption).Begin(place, experiment, work.Read(parsed, device));
        return (place, state);
    }

    /// <summary>Says what has come of it.</summary>
    public int Conclude(ParseResult parsed, StorePlace place, WorkerState state)
    {
        using CampaignResults results = CampaignResults.Read(place);
        if (parsed.GetValue(json))
        {
            terminal.Json(ResultsReport.Create(results, state));
        }
        else
        {
            ResultsSummary.Write(terminal, results, place.Folder);
        }

        return ExitCode.Done;
    }
}
