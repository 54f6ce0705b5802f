using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Landscapes whose best trials are known.</summary>
internal static class Landscape
{
    /// <summary>Bins along each axis.</summary>
    public const int Bins = 32;

    /// <summary>Numbers that are near each other or far.</summary>
    public static SearchSpace Numbers(int genes) => new([.. Enumerable.Repeat(GeneKind.Number, genes)]);

    /// <summary>Settings for a landscape of two features.</summary>
    public static SearchSettings Settings(string method) => new()
    {
        Method = method,
        Axes = HasNoAxes(method) ? [] : [new SearchAxis("first", Bins), new SearchAxis("second", Bins)],
        Features = HasNoAxes(method) ? ["first", "second"] : [],
        Population = method == SearchMethod.Population ? new PopulationSettings() : null,
    };

    private static bool HasNoAxes(string method) => method is "cvt" or "dominated" or "novelty";

    /// <summary>Two means of three genes each. Most genomes have both in the middle, and the best is there.</summary>
    public static TrialScore Means(int trial, ImmutableArray<float> u) => new(
        trial,
        u,
        IsViable: true,
        [(u[0] + u[1] + u[2]) / 3.0, (u[3] + u[4] + u[5]) / 3.0],
        1 - u.Sum(gene => (gene - 0.5) * (gene - 0.5)) / 1.5);

    /// <summary>The best quality in one of its cells: there all three genes are the mean, which is as near to ½ as the cell is.</summary>
    public static double BestOf(IReadOnlyList<int> cell) => 1 - 2 * cell.Sum(bin =>
    {
        double distance = Math.Clamp(0.5, (double)bin / Bins, (bin + 1.0) / Bins) - 0.5;
        return distance * distance;
    });

    /// <summary>Where the two peaks of <see cref="Peaks"/> are, in all genes.</summary>
    public static readonly ImmutableArray<double> PeaksAt = [0.25, 0.75];

    /// <summary>Two peaks, of which the second is a tenth lower, seen by two of the genes.</summary>
    public static TrialScore Peaks(int trial, ImmutableArray<float> u) =>
        new(trial, u, IsViable: true, [u[0], u[1]], Math.Max(1 - Square(u, PeaksAt[0]), 0.9 - Square(u, PeaksAt[1])));

    /// <summary>How far the nearest of some genomes is from a peak.</summary>
    public static double Distance(IEnumerable<TrialScore> elites, double peak) =>
        elites.Min(elite => Math.Sqrt(Square(elite.Genome, peak)));

    /// <summary>
    /// A sphere of twenty genes, seen by the means of ten each: hardly a genome that is drawn lies anywhere but in the middle.
    /// </summary>
    public static TrialScore Sphere(int trial, ImmutableArray<float> u) => new(
        trial,
        u,
        IsViable: true,
        [u.Take(10).Average(gene => (double)gene), u.Skip(10).Average(gene => (double)gene)],
        1 - Square(u, 0.7) / (20 * 0.49));

    /// <summary>Runs a search's next trials.</summary>
    public static void Run(WindowedSearch search, int trials, Func<int, ImmutableArray<float>, TrialScore> score)
    {
        for (int i = 0; i < trials; i++)
        {
            search.Fold(score(search.Folded, search.ProposalOf(search.Folded).Genome));
        }
    }

    private static double Square(ImmutableArray<float> u, double peak) => u.Sum(gene => (gene - peak) * (gene - peak));
}
