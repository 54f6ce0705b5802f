using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>Writes an experiment's report: a page with the pictures of its worlds, and figures.</summary>
internal static class GalleryWriter
{
    // A sweep may have thousands of trials, and each picture takes as long as its world did.
    private const int MostTrialsOfSweep = 200;

    /// <summary>Writes it in the place of an older one.</summary>
    /// <param name="terminal">Where it says how far it is.</param>
    /// <param name="results">The experiment, done or under way.</param>
    /// <param name="place">Where it is, for commands.</param>
    /// <param name="target">The folder that the report's own lies in.</param>
    /// <param name="device">Where worlds are made again.</param>
    /// <param name="films">Whether they are filmed.</param>
    /// <param name="interruption">Ends it; then the older one stays.</param>
    /// <exception cref="Engine.UserException">It cannot be written, or a world cannot be made again.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static GallerySummary Write(
        Terminal terminal, CampaignResults results, string place, string target, string device, bool films, CancellationToken interruption)
    {
        using GalleryFolder folder = new(target, Exhibition.Worlds, GalleryFigures.Plots);
        IReadOnlyList<TrialResult> shown = Choose(results);
        Outcome[] worlds = [.. shown.Select(GalleryTrial.WorldOf).OfType<Outcome>()];
        LanePlan plan;
        string? whyBitsMayDiffer;
        using (ComputeDevice opened = DeviceCatalogue.Open(device))
        {
            plan = LanePlan.Choose(opened, results.Experiment.World.Parameters, asked: null);
            whyBitsMayDiffer = results.Stored.Origin.WhyBitsMayDiffer(opened);
        }

        GalleryReport? report = null;
        folder.Fill(() =>
        {
            Exhibit[] exhibits = terminal.WithProgress(
                "making worlds again", worlds.Length, progress => new Exhibition(results, folder, films).Make(worlds, device, plan, progress, interruption));
            report = GalleryReport.Of(results, place, shown, exhibits, new GalleryFigures(results, folder).Draw(), whyBitsMayDiffer);
            GalleryPage.Write(folder[GalleryPage.Name], report);
        });
        interruption.ThrowIfCancellationRequested();
        folder.Commit();
        return new GallerySummary(folder.InPlace(GalleryPage.Name), worlds.Length, report!.Different);
    }

    // Elites, or trials of a sweep at even distances.
    private static IReadOnlyList<TrialResult> Choose(CampaignResults results)
    {
        IReadOnlyList<TrialResult> trials = results.Main.Trials;
        if (results.Experiment.Search is not null)
        {
            return [.. results.Main.Archive.Elites.Select(elite => trials[elite.Trial])];
        }

        int count = Math.Min(trials.Count, MostTrialsOfSweep);
        return [.. Enumerable.Range(0, count).Select(i => trials[(int)((long)i * trials.Count / count)])];
    }
}
