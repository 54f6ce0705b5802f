using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Statistics;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>A search and its baseline over all repeats.</summary>
/// <param name="Name">The number that is compared.</param>
/// <param name="Trials">After how many trials of each.</param>
/// <param name="Method">What the search came to.</param>
/// <param name="Baseline">What the baseline came to.</param>
/// <param name="P">How likely such a difference is by chance, from both sides.</param>
internal sealed record RepeatComparison(string Name, int Trials, Quartiles Method, Quartiles Baseline, double P)
{
    // Of fewer, quartiles say nothing.
    private const int FewestRepeats = 5;

    /// <summary>All comparisons; none where there are too few repeats, or one has not begun.</summary>
    public static IReadOnlyList<RepeatComparison> Of(CampaignResults results)
    {
        int trials = results.Arms.Min(arm => arm.Progress.Count);
        if (results.Experiment.Repeats < FewestRepeats || results.Experiment.Baselines.IsEmpty || trials == 0 || results.Main.Last?.Coverage is null)
        {
            return [];
        }

        return
        [
            .. from baseline in results.Experiment.Baselines
               let suffix = results.Experiment.Baselines.Length == 1 ? "" : $", beside {baseline}"
               from comparison in (IEnumerable<RepeatComparison>)
                   [Compare($"coverage{suffix}", baseline, row => row.Coverage!.Value), Compare($"QD score{suffix}", baseline, row => row.QdScore!.Value)]
               select comparison,
        ];

        RepeatComparison Compare(string name, string beside, Func<ProgressRow, double> number)
        {
            double[] method = NumbersOf(results.Main.Arm.Method);
            double[] baseline = NumbersOf(beside);
            return new RepeatComparison(name, trials, Quartiles.Of(method), Quartiles.Of(baseline), MannWhitney.Compare(method, baseline).P);

            double[] NumbersOf(string searched) =>
                [.. results.Arms.Where(arm => arm.Arm.Method == searched).Select(arm => number(arm.Progress[trials - 1]))];
        }
    }
}
