using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>What a report's page is told; <c>Web/Page/src/report/data.ts</c> reads it.</summary>
internal sealed record GalleryReport(
    string Program,
    string Arithmetic,
    JsonObject Experiment,
    ResultsReport Results,
    int WorldsOfTrial,
    string? Quality,
    IReadOnlyList<SearchAxis> Axes,
    IReadOnlyList<string> Features,
    IReadOnlyList<Descriptor> Descriptors,
    IReadOnlyList<string> Genes,
    IReadOnlyList<GalleryTrial> Trials,
    IReadOnlyList<int> Shown,
    IReadOnlyList<GalleryFigure> Figures,
    IReadOnlyList<RepeatComparison> Comparison,
    IReadOnlyList<GalleryReport.Difference> Different,
    string? WhyBitsMayDiffer)
{
    /// <summary>A world that came to another end when it was made again.</summary>
    public sealed record Difference(string Run, int Trial, string Recorded, string StateHash);

    /// <summary>Makes it.</summary>
    /// <param name="results">The experiment.</param>
    /// <param name="place">Where it is, for commands.</param>
    /// <param name="shown">The trials that are shown.</param>
    /// <param name="exhibits">Their worlds that were made again.</param>
    /// <param name="figures">What was drawn.</param>
    /// <param name="whyBitsMayDiffer">Why they may come to another end on this device; null where there is no reason.</param>
    public static GalleryReport Of(
        CampaignResults results,
        string place,
        IReadOnlyList<TrialResult> shown,
        IReadOnlyList<Exhibit> exhibits,
        IReadOnlyList<GalleryFigure> figures,
        string? whyBitsMayDiffer)
    {
        SearchSettings? search = results.Experiment.Search;
        Dictionary<int, Exhibit> exhibitOf = exhibits.ToDictionary(exhibit => exhibit.Replay.Run.Trial);
        return new GalleryReport(
            results.Stored.Origin.Program,
            results.Stored.Origin.Arithmetic,
            results.Experiment.ToJson(),
            ResultsReport.Create(results, worker: null),
            results.Experiment.Worlds,
            search?.Quality,
            search is null ? [] : search.Axes,
            search is null ? [] : search.FeatureNames,
            [.. results.Descriptors.Select(DescriptorCatalogue.Find)],
            [.. results.Experiment.Genes.Coordinates.Select(coordinate => coordinate.Name)],
            [.. WithAncestors(results, shown).Select(trial => GalleryTrial.Of(results, results.Main.Trials[trial], place, exhibitOf.GetValueOrDefault(trial)))],
            [.. shown.Select(trial => trial.Number)],
            figures,
            RepeatComparison.Of(results),
            [
                .. exhibits.Select(exhibit => exhibit.Replay)
                    .Where(replay => !replay.IsSame)
                    .Select(replay => new Difference(replay.Run.ToString(), replay.Run.Trial, replay.Recorded, replay.StateHash)),
            ],
            whyBitsMayDiffer);
    }

    private static SortedSet<int> WithAncestors(CampaignResults results, IEnumerable<TrialResult> trials)
    {
        SortedSet<int> all = [];
        Stack<int> left = new(trials.Select(trial => trial.Number));
        while (left.TryPop(out int trial))
        {
            if (all.Add(trial))
            {
                foreach (int parent in results.Main.Trials[trial].Outcomes[0].Parents)
                {
                    left.Push(parent);
                }
            }
        }

        return all;
    }
}
