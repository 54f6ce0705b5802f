using System.Globalization;
using GpuEcosystem.Discovery.Statistics;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Stores;

namespace GpuEcosystem.Cli.Output;

/// <summary>What an experiment has come to, for people.</summary>
internal static class ResultsSummary
{
    private const int MostElites = 20;
    private const int MostEffects = 12;

    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="results">What there is.</param>
    /// <param name="place">Where the experiment is, for the commands that go on from here.</param>
    public static void Write(Terminal terminal, CampaignResults results, StorePlace place)
    {
        ArmResults main = results.Main;
        int failed = main.Trials.Sum(trial => trial.Outcomes.Count(outcome => outcome.Status != OutcomeStatus.Ok));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Experiment.Name}: {main.Trials.Count} of {results.Experiment.Trials} trials, {main.Trials.Count * results.Experiment.Worlds} worlds, {failed} of them died or crashed"));
        WriteElites(terminal, results);
        WriteVariance(terminal, results);
        WriteSensitivities(terminal, results);
        WriteEffects(terminal, results);
        foreach (ArmResults other in results.Arms.Where(arm => results.Experiment.Search is not null))
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{other.Arm.Name}: {other.Trials.Count} trials{Score(other)}, {other.Archive.Elites.Count} elites, archive {other.ArchiveHash}"));
        }

        string to = place.Folder is null ? " --to DIR" : "";
        terminal.Line($"gpueco archive {ShellText.Quote(place.Name)} --report{to}   makes a page of it");
    }

    private static string Score(ArmResults arm) => arm.Last is { Coverage: double coverage, QdScore: double sum }
        ? string.Create(CultureInfo.InvariantCulture, $", coverage {coverage:0.0 %}, QD score {sum:0.00}")
        : "";

    private static void WriteElites(Terminal terminal, CampaignResults results)
    {
        ArmResults main = results.Main;
        if (main.Archive.Elites.Count == 0)
        {
            return;
        }

        string[] features = [.. results.Experiment.Search!.FeatureNames];
        terminal.Table(
            ["trial", "quality", .. features, "genes"],
            main.Archive.Elites.OrderByDescending(elite => elite.Quality).ThenBy(elite => elite.Trial).Take(MostElites).Select(elite =>
            {
                TrialResult trial = main.Trials[elite.Trial];
                return new TableRow(
                [
                    elite.Trial.ToString(CultureInfo.InvariantCulture),
                    elite.Quality.ToString("0.000", CultureInfo.InvariantCulture),
                    .. features.Select(feature => Number(trial.MeanOf(feature))),
                    string.Join("  ", trial.Outcomes[0].Values.Select(value => $"{value.Key}={value.Value}")),
                ]);
            }));
    }

    private static void WriteVariance(Terminal terminal, CampaignResults results)
    {
        if (results.SeedOrRules.Count > 0)
        {
            VarianceSplit first = results.SeedOrRules[0].Split;
            terminal.Line($"What decides, the rule or the seed? Shares of the variance over {first.Rules} rules and {first.Seeds} seeds{(first.Weather is null ? "" : $" of {first.Weathers} weathers each")}, with 95 % intervals:");
            terminal.Table(
                ["descriptor", "rule", "seed", .. first.Weather is null ? (string[])[] : ["weather"], "together"],
                results.SeedOrRules.Select(one => new TableRow(
                [
                    one.Descriptor,
                    .. ((VarianceShare?[])[one.Split.Rule, one.Split.Seed, one.Split.Weather, one.Split.Rest]).OfType<VarianceShare>().Select(Share),
                ])));
        }
    }

    private static void WriteSensitivities(Terminal terminal, CampaignResults results)
    {
        if (results.GeneSensitivities.Count > 0)
        {
            terminal.Line("Which gene decides? Shares of the variance, by itself and together with others, with 95 % intervals:");
            terminal.Table(
                ["descriptor", "gene", "by itself", "in all"],
                results.GeneSensitivities.Select(one => new TableRow([one.Descriptor, one.Gene.Name, Share(one.First), Share(one.Total)])));
        }
    }

    private static void WriteEffects(Terminal terminal, CampaignResults results)
    {
        GeneEffect[] strongest =
        [
            .. results.GeneEffects.Where(effect => effect.Correlation is not null).OrderByDescending(effect => Math.Abs(effect.Correlation!.Value)).Take(MostEffects),
        ];
        if (strongest.Length > 0)
        {
            terminal.Line("Which gene goes along with what? The strongest rank correlations:");
            terminal.Table(
                ["gene", "descriptor", "Spearman"],
                strongest.Select(effect => new TableRow([effect.Gene.Name, effect.Descriptor, Number(effect.Correlation)])));
        }
    }

    private static string Share(VarianceShare share) => string.Create(
        CultureInfo.InvariantCulture, $"{share.Share:0 %} ({share.Lower:0 %} to {share.Upper:0 %})");

    /// <summary>Compares with another experiment.</summary>
    public static void WriteOther(Terminal terminal, CampaignResults results, CampaignResults other)
    {
        terminal.Table(
            ["experiment", "search", "trials", "elites", "coverage", "QD score", "archive"],
            ((CampaignResults[])[results, other]).SelectMany(one => one.Arms.Select(arm => new TableRow(
            [
                one.Experiment.Name,
                arm.Arm.Name,
                arm.Trials.Count.ToString(CultureInfo.InvariantCulture),
                arm.Archive.Elites.Count.ToString(CultureInfo.InvariantCulture),
                Number(arm.Last?.Coverage),
                Number(arm.Last?.QdScore),
                arm.ArchiveHash,
            ]))));
        terminal.Line(results.Main.ArchiveHash == other.Main.ArchiveHash ? "both archives are the same" : "the archives differ");
    }

    /// <summary>A number in a table; nothing where there is none.</summary>
    public static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";
}
