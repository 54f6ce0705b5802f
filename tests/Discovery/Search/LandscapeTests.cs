using System.Collections.Immutable;
using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Searches find what is known to be there, and broken ones do not.</summary>
public class LandscapeTests
{
    private const int Window = 64;

    /// <summary>Seeds that are tried.</summary>
    public static TheoryData<ulong> Seeds => [1, 2, 3];

    private static GridArchive Grid() => new([Landscape.Bins, Landscape.Bins]);

    private static WindowedSearch Begin(IArchive archive, ulong seed, int genes = 6) =>
        new(archive, new Variation(Landscape.Numbers(genes), seed), Window);

    /// <summary>
    /// After 4,000 trials map-elites has been in 0.70 of the cells, random search in no more than 0.65. So has no search whose elites are
    /// those that were beaten.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Map_elites_covers_more_than_random(ulong seed)
    {
        SearchSettings settings = Landscape.Settings("map-elites");
        WindowedSearch search = settings.Begin(Landscape.Numbers(6), seed, Window);
        WindowedSearch random = settings.Begin(Landscape.Numbers(6), seed, Window, baseline: "random");
        double covered = Covered(search, 4000);
        Assert.InRange(covered, 0.70, 1);
        Assert.Equal(covered, search.Archive.Coverage);
        Assert.InRange(Covered(random, 4000), 0.5, 0.65);
        Assert.InRange(Covered(Begin(new LeftoverArchive(Grid()), seed), 4000), 0, 0.65);
    }

    /// <summary>Where cells are not of a grid, varied elites come to more of them, too, and what was beaten does not.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cvt_covers_more_than_random(ulong seed)
    {
        SearchSettings settings = Landscape.Settings("cvt");
        double random = CoverageOf(settings.Begin(Landscape.Numbers(6), seed, Window, baseline: "random"));
        Assert.InRange(CoverageOf(settings.Begin(Landscape.Numbers(6), seed, Window)), random + 0.1, 1);
        CentroidArchive cup = new(Centroids.Of(settings.Cells, 2));
        Landscape.Run(Begin(new LeftoverArchive(cup), seed), 4000, Landscape.Means);
        Assert.InRange(cup.Coverage!.Value, 0, random);

        static double CoverageOf(WindowedSearch search)
        {
            Landscape.Run(search, 4000, Landscape.Means);
            return search.Archive.Coverage!.Value;
        }
    }

    /// <summary>
    /// After 12,000 trials 80 % of the filled cells have a trial that is 0.05 from the best that there is. Random search and one whose
    /// elites are replaced by worse ones have not.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Map_elites_comes_near_the_best_of_its_cells(ulong seed)
    {
        SearchSettings settings = Landscape.Settings("map-elites");
        Assert.InRange(ShareNearBest(settings.Begin(Landscape.Numbers(6), seed, Window)), 0.80, 1);
        Assert.InRange(ShareNearBest(settings.Begin(Landscape.Numbers(6), seed, Window, baseline: "random")), 0, 0.5);
        Assert.InRange(ShareNearBest(Begin(new WorseArchive(Grid()), seed)), 0, 0.1);
    }

    /// <summary>
    /// Of two peaks that differ in height both stay, which those lose who keep the best alone, or the worse.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dominated_keeps_both_peaks(ulong seed)
    {
        IReadOnlyList<TrialScore> both = Elites(new DominatedArchive(64));
        Assert.All(Landscape.PeaksAt, peak => Assert.InRange(Landscape.Distance(both, peak), 0, 0.1));

        IReadOnlyList<TrialScore> best = Elites(new BestArchive(64));
        Assert.InRange(Landscape.Distance(best, Landscape.PeaksAt[0]), 0, 0.1);
        Assert.InRange(Landscape.Distance(best, Landscape.PeaksAt[1]), 0.5, 1);

        IReadOnlyList<TrialScore> worse = Elites(new WorseArchive(new DominatedArchive(64)));
        Assert.All(Landscape.PeaksAt, peak => Assert.InRange(Landscape.Distance(worse, peak), 0.3, 1));

        IReadOnlyList<TrialScore> Elites(IArchive archive)
        {
            WindowedSearch search = Begin(archive, seed, genes: 4);
            Landscape.Run(search, 4000, Landscape.Peaks);
            return archive.Elites;
        }
    }

    /// <summary>Novelty's trials come to more places than those of random search, and of a search for what is not new.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Novelty_spreads_further_than_random(ulong seed)
    {
        SearchSettings settings = Landscape.Settings("novelty");
        double random = Covered(settings.Begin(Landscape.Numbers(6), seed, Window, baseline: "random"), 4000);
        Assert.InRange(Covered(settings.Begin(Landscape.Numbers(6), seed, Window), 4000), random + 0.1, 1);
        Assert.InRange(Covered(Begin(new LeftoverArchive(new NoveltyArchive(Window)), seed), 4000), 0, random);
    }

    /// <summary>
    /// Emitters find more than varied elites where there are many genes and many fine cells. Those that take the worse for the better find
    /// less, and those that are told that nothing enters, and so begin anew again and again, less than varied elites.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cma_me_finds_more_than_map_elites_on_a_sphere(ulong seed)
    {
        SearchSpace space = Landscape.Numbers(20);
        double varied = QdScoreOf(new Variation(space, seed));
        double emitted = QdScoreOf(new Emitters(space, seed));
        Assert.InRange(emitted, 1.05 * varied, 10_000);
        Assert.InRange(QdScoreOf(new MisledProposer(new Emitters(space, seed), score => score with { Quality = -score.Quality })), 0, 0.98 * emitted);
        Assert.InRange(QdScoreOf(new MisledProposer(new Emitters(space, seed), score => score with { IsViable = false })), 0, varied);

        static double QdScoreOf(IProposer proposer)
        {
            WindowedSearch search = new(new GridArchive([100, 100]), proposer, Window);
            Landscape.Run(search, 10_000, Landscape.Sphere);
            return search.Progress.QdScore!.Value;
        }
    }

    // The share of the cells that trials came to, whatever the search keeps.
    private static double Covered(WindowedSearch search, int trials)
    {
        GridArchive cup = Grid();
        Landscape.Run(search, trials, Measure);
        return cup.Coverage!.Value;

        TrialScore Measure(int trial, ImmutableArray<float> genome)
        {
            TrialScore score = Landscape.Means(trial, genome);
            cup.Take(score);
            return score;
        }
    }

    private static double ShareNearBest(WindowedSearch search)
    {
        Landscape.Run(search, 12_000, Landscape.Means);
        IReadOnlyList<TrialScore> elites = search.Archive.Elites;
        return elites.Count(IsNearBest) / (double)elites.Count;

        bool IsNearBest(TrialScore elite) =>
            Landscape.Means(elite.Trial, elite.Genome).Quality >= Landscape.BestOf(search.Archive.CellOf(elite)!) - 0.05;
    }
}
