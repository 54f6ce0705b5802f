using System.Globalization;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>A trial as a report's page shows it.</summary>
internal sealed record GalleryTrial(
    int Trial,
    IReadOnlyList<float> Places,
    IReadOnlyDictionary<string, string> Genome,
    IReadOnlyDictionary<string, double?> Descriptors,
    IReadOnlyList<int> Parents,
    IReadOnlyList<GalleryTrial.World> Worlds,
    string? Picture,
    string? Film,
    int ShownWorld,
    GalleryEncounters? Encounters,
    string? Command)
{
    /// <summary>One of its worlds. A browser's numbers have no room for a seed.</summary>
    public sealed record World(
        string Seed, string Status, string? Reason, long Steps, string StateHash, IReadOnlyDictionary<string, double> Descriptors);

    /// <summary>Makes it.</summary>
    /// <param name="results">The experiment.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="place">Where the experiment is, for the command.</param>
    /// <param name="exhibit">Its world that was made again; null where none was.</param>
    public static GalleryTrial Of(CampaignResults results, TrialResult trial, string place, Exhibit? exhibit)
    {
        Outcome first = trial.Outcomes[0];
        int shown = exhibit?.Replay.Run.Repeat ?? 0;
        return new GalleryTrial(
            trial.Number,
            trial.Genome,
            first.Values,
            results.Descriptors.ToDictionary(name => name, trial.MeanOf),
            first.Parents,
            [
                .. trial.Outcomes.Select(outcome => new World(
                    outcome.WorldSeed.ToString(CultureInfo.InvariantCulture),
                    outcome.Status.ToString().ToLowerInvariant(),
                    outcome.Reason,
                    outcome.Steps,
                    outcome.StateHash,
                    outcome.Descriptors)),
            ],
            exhibit?.Picture,
            exhibit?.Film,
            shown,
            exhibit?.Encounters,
            WorldOf(trial) is Outcome seen ? CommandOf(place, seen.Run) : null);
    }

    /// <summary>The world of a trial that is shown: the first that ended well; null where none did.</summary>
    public static Outcome? WorldOf(TrialResult trial) => trial.Outcomes.FirstOrDefault(outcome => outcome.Status == OutcomeStatus.Ok);

    private static string CommandOf(string place, RunKey run)
    {
        string recipe = $"trial-{run.Trial}.json";
        string world = run.Repeat == 0 ? "" : $" --world {run.Repeat}";
        return $"gpueco archive {ShellText.Quote(place)} --elite {run.Trial}{world} --recipe {recipe} && gpueco view --recipe {recipe}";
    }
}
