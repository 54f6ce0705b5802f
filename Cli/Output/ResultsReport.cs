using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Statistics;

namespace GpuEcosystem.Cli.Output;

/// <summary>What an experiment has come to, for other programs.</summary>
internal sealed record ResultsReport(
    string Name,
    string Method,
    string ArchiveHash,
    int Trials,
    int TotalTrials,
    double? Coverage,
    double? QdScore,
    IReadOnlyDictionary<string, int> Runs,
    IReadOnlyList<ResultsReport.Elite> Elites,
    IReadOnlyList<ResultsReport.Variance> SeedOrRule,
    IReadOnlyList<ResultsReport.Effect> GeneEffects,
    IReadOnlyList<ResultsReport.Sensitivity> GeneSensitivities,
    IReadOnlyList<ResultsReport.Other> Others,
    WorkerState? Worker)
{
    /// <summary>A trial that the archive holds.</summary>
    public sealed record Elite(
        int Trial,
        IReadOnlyList<int>? Cell,
        double Quality,
        IReadOnlyDictionary<string, string> Genome,
        IReadOnlyDictionary<string, double?> Descriptors,
        IReadOnlyList<int> Parents,
        IReadOnlyList<string> StateHashes);

    /// <summary>Whether a descriptor follows from the rule, from the seed, or from a seed's weather, where it has some: shares of its variance, with 95 % intervals.</summary>
    public sealed record Variance(string Descriptor, Share Rule, Share Seed, Share? Weather, Share Rest, int Rules, int Seeds, int Weathers, int LeftOut);

    /// <summary>A share of a variance.</summary>
    public sealed record Share(double Value, double Lower, double Upper);

    /// <summary>How a gene goes along with a descriptor: Spearman's ρ.</summary>
    public sealed record Effect(string Gene, string Descriptor, double? Correlation);

    /// <summary>What a gene has to do with a descriptor, by itself and together with others: shares of its variance, with 95 % intervals.</summary>
    public sealed record Sensitivity(string Gene, string Descriptor, Share First, Share Total);

    /// <summary>Another search of the experiment.</summary>
    public sealed record Other(string Name, int Trials, double? Coverage, double? QdScore, string ArchiveHash);

    /// <summary>Makes it.</summary>
    /// <param name="results">What there is.</param>
    /// <param name="worker">What this process has done for it; null where nothing.</param>
    /// <param name="other">Another experiment to compare with; null for none.</param>
    public static ResultsReport Create(CampaignResults results, WorkerState? worker, CampaignResults? other = null)
    {
        ArmResults main = results.Main;
        IReadOnlyList<string> descriptors = results.Descriptors;
        return new ResultsReport(
            results.Experiment.Name,
            main.Arm.Method,
            main.ArchiveHash,
            main.Trials.Count,
            results.Experiment.Trials,
            main.Last?.Coverage,
            main.Last?.QdScore,
            main.Trials.SelectMany(trial => trial.Outcomes)
                .GroupBy(outcome => outcome.Status)
                .ToDictionary(group => group.Key.ToString().ToLowerInvariant(), group => group.Count()),
            [.. main.Archive.Elites.OrderByDescending(elite => elite.Quality).ThenBy(elite => elite.Trial).Select(elite => Describe(main, elite, descriptors))],
            [
                .. results.SeedOrRules.Select(one => new Variance(
                    one.Descriptor,
                    Of(one.Split.Rule),
                    Of(one.Split.Seed),
                    one.Split.Weather is VarianceShare weather ? Of(weather) : null,
                    Of(one.Split.Rest),
                    one.Split.Rules,
                    one.Split.Seeds,
                    one.Split.Weathers,
                    one.Split.LeftOut)),
            ],
            [.. results.GeneEffects.Select(effect => new Effect(effect.Gene.Name, effect.Descriptor, effect.Correlation))],
            [.. results.GeneSensitivities.Select(one => new Sensitivity(one.Gene.Name, one.Descriptor, Of(one.First), Of(one.Total)))],
            [.. results.Arms.Skip(1).Concat(other?.Arms ?? []).Select(arm => new Other(arm.Arm.Name, arm.Trials.Count, arm.Last?.Coverage, arm.Last?.QdScore, arm.ArchiveHash))],
            worker);
    }

    private static Elite Describe(ArmResults arm, TrialScore elite, IReadOnlyList<string> descriptors)
    {
        TrialResult trial = arm.Trials[elite.Trial];
        Outcome first = trial.Outcomes[0];
        return new Elite(
            elite.Trial,
            arm.Archive.CellOf(elite),
            elite.Quality,
            first.Values,
            descriptors.ToDictionary(name => name, trial.MeanOf),
            first.Parents,
            [.. trial.Outcomes.Select(outcome => outcome.StateHash)]);
    }

    private static Share Of(VarianceShare share) => new(share.Share, share.Lower, share.Upper);
}
