using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>The archive of what is far from all that is better.</summary>
public class DominatedArchiveTests
{
    /// <summary>What is measured step by step is what the definition says, after every trial.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void It_keeps_what_the_definition_says(int neighbours, bool same)
    {
        DominatedArchive archive = new(12);
        List<TrialScore> expected = [];
        bool equal = true;
        foreach (TrialScore score in Scores.Random(400, seed: 1))
        {
            bool entered = archive.Take(score);
            expected = Keep(expected, score, 12, neighbours);
            equal &= archive.Elites.SequenceEqual(expected) && entered == expected.Contains(score);
        }

        Assert.Equal(same, equal);
        Assert.Equal(12, archive.Elites.Count);
    }

    private static List<TrialScore> Keep(List<TrialScore> kept, TrialScore score, int size, int neighbours)
    {
        List<TrialScore> all = score.IsViable ? [.. kept, score] : kept;
        return [.. all.OrderByDescending(Distance).ThenBy(one => one.Trial).Take(size).OrderBy(one => one.Trial)];

        double Distance(TrialScore one)
        {
            double[] fitter =
            [
                .. all.Where(other => (other.Quality, -other.Trial).CompareTo((one.Quality, -one.Trial)) > 0)
                    .Select(other => Math.Sqrt(other.SquaredDistanceTo(one)))
                    .Order()
                    .Take(neighbours),
            ];
            return fitter.Length == 0 ? double.PositiveInfinity : fitter.Sum() / fitter.Length;
        }
    }

    /// <summary>
    /// The second is 0.25 from the first, the third 0.125 and 0.375 from both: of such that are equally far the later leaves.
    /// </summary>
    [Fact]
    public void Of_two_that_are_equally_far_the_earlier_stays()
    {
        DominatedArchive archive = new(2);
        archive.Take(Scores.Of(0, 0.9, 0.5));
        archive.Take(Scores.Of(1, 0.5, 0.25));
        Assert.False(archive.Take(Scores.Of(2, 0.1, 0.625)));
        Assert.Equal([0, 1], archive.Elites.Select(elite => elite.Trial));
    }

    /// <summary>The best trial never leaves, however near others come; of two that are equal in all, the earlier stays.</summary>
    [Fact]
    public void The_best_stays()
    {
        DominatedArchive archive = new(2);
        archive.Take(Scores.Of(0, 0.9, 0.5));
        archive.Take(Scores.Of(1, 0.1, 0.4));
        Assert.False(archive.Take(Scores.Of(2, 0.9, 0.5)));
        Assert.True(archive.Take(Scores.Of(3, 0.8, 1.0)));
        Assert.False(archive.Take(Scores.Of(4, 0.8, 0.51)));
        Assert.Equal([0, 3], archive.Elites.Select(elite => elite.Trial));
    }
}
