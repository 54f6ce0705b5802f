using System.Collections.Immutable;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Statistics;

/// <summary>
/// Which gene decides about a number, by the estimators of Jansen ("Analysis of variance designs for model output", 1999) from a design of
/// Saltelli's. With V the variance of all A and B, and i one of N groups:
/// first = 1 - Σ (f(B) - f(A_B^i))² / (2 N V), total = Σ (f(A) - f(A_B^i))² / (2 N V).
/// </summary>
/// <param name="First">What each gene does by itself, <c>[gene]</c>.</param>
/// <param name="Total">What it does by itself and together with others, <c>[gene]</c>.</param>
/// <param name="Groups">Groups of trials that count.</param>
/// <param name="LeftOut">Groups that do not, since no world of a trial of theirs ended well.</param>
/// <remarks>The intervals are those of groups drawn anew, with repeats.</remarks>
public sealed record Sensitivity(ImmutableArray<VarianceShare> First, ImmutableArray<VarianceShare> Total, int Groups, int LeftOut)
{
    private const int Samples = 1000;

    /// <summary>Estimates them.</summary>
    /// <param name="values">The number, <c>[group][trial]</c>, trials as the design has them: A, B, and A with each gene of B.</param>
    /// <param name="seed">What the 1,000 drawings of the intervals follow from.</param>
    /// <returns>The estimates; null where fewer than two groups are left, or nothing varies.</returns>
    public static Sensitivity? Of(IReadOnlyList<IReadOnlyList<double?>> values, ulong seed)
    {
        double[][] whole = [.. values.Where(group => group.All(IsKnown)).Select(group => group.Select(value => value!.Value).ToArray())];
        if (whole.Length < 2)
        {
            return null;
        }

        // Differences from one of them are exactly 0 where all are the same.
        SensitivitySums[] groups = [.. whole.Select(group => SensitivitySums.Of(Array.ConvertAll(group, value => value - whole[0][0])))];
        SensitivitySums all = SensitivitySums.Add(groups);
        if (all.Variance <= 0)
        {
            return null;
        }

        SensitivitySums[] samples =
        [
            .. Enumerable.Range(0, Samples).Select(sample => SensitivitySums.Add(Draw(groups, seed, sample))).Where(sample => sample.Variance > 0),
        ];
        int genes = all.FromA.Length;
        return new Sensitivity(
            [.. Enumerable.Range(0, genes).Select(gene => ShareOf(sums => sums.First(gene)))],
            [.. Enumerable.Range(0, genes).Select(gene => ShareOf(sums => sums.Total(gene)))],
            whole.Length,
            values.Count - whole.Length);

        VarianceShare ShareOf(Func<SensitivitySums, double> part)
        {
            double[] shares = [.. samples.Select(part).Order()];
            return new(part(all) * all.Variance, part(all), Quartiles.Quantile(shares, 0.025), Quartiles.Quantile(shares, 0.975));
        }
    }

    private static bool IsKnown(double? value) => value is double number && double.IsFinite(number);

    private static IEnumerable<SensitivitySums> Draw(SensitivitySums[] groups, ulong seed, int sample) => Enumerable.Range(0, groups.Length).Select(
        i => groups[Philox.Below(groups.Length, seed, RandomStream.Resampling, sample, (ulong)i)]);
}
