using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>The archive of what is new.</summary>
public class NoveltyArchiveTests
{
    private const int Trials = 1000;

    /// <summary>It takes what the definition says, and what would be another definition is noticed.</summary>
    /// <param name="neighbours">To how many the distance is measured.</param>
    /// <param name="window">How many of the last trials count.</param>
    /// <param name="grows">By what the threshold grows where many enter.</param>
    /// <param name="same">Whether that is what the archive does.</param>
    [Theory]
    [InlineData(8, 16, 1.05, true)]
    [InlineData(7, 16, 1.05, false)]
    [InlineData(8, 17, 1.05, false)]
    [InlineData(8, 16, 1.06, false)]
    public void It_takes_what_the_definition_says(int neighbours, int window, double grows, bool same)
    {
        NoveltyArchive archive = new(window: 16);
        TrialScore[] scores = Scores.Random(Trials, seed: 2);
        HashSet<TrialScore> elites = [];
        double threshold = 0.05;
        bool equal = true;
        for (int trial = 0; trial < Trials; trial++)
        {
            TrialScore[] last = scores[Math.Max(0, trial - window)..trial];
            bool enters = scores[trial].IsViable && Novelty(scores[trial], elites.Union(last), neighbours) > threshold;
            equal &= archive.Take(scores[trial]) == enters;
            if (enters)
            {
                elites.Add(scores[trial]);
            }

            if (trial % 64 == 63)
            {
                int entered = elites.Count(elite => elite.Trial > trial - 64);
                threshold *= entered > 8 ? grows : entered == 0 ? 0.95 : 1;
                equal &= archive.Threshold == threshold;
            }
        }

        Assert.Equal(same, equal && archive.Elites.SequenceEqual(elites.OrderBy(elite => elite.Trial)));
    }

    private static double Novelty(TrialScore score, IEnumerable<TrialScore> others, int neighbours)
    {
        double[] nearest =
            [.. others.Where(other => other.IsViable).Select(other => Math.Sqrt(other.SquaredDistanceTo(score))).Order().Take(neighbours)];
        return nearest.Length == 0 ? double.PositiveInfinity : nearest.Sum() / nearest.Length;
    }

    /// <summary>Where nothing is new, less and less novelty is asked for; where much is, more and more.</summary>
    [Fact]
    public void The_threshold_follows_what_enters()
    {
        NoveltyArchive same = new(window: 16);
        NoveltyArchive other = new(window: 16);
        for (int trial = 0; trial < 128; trial++)
        {
            same.Take(Scores.Of(trial, 0.5, 0.5));
            other.Take(Scores.Of(trial, 0.5, trial));
        }

        // The first trial is new to everybody.
        Assert.Single(same.Elites);
        Assert.Equal(0.05 * 0.95, same.Threshold);
        Assert.Equal(128, other.Elites.Count);
        Assert.Equal(0.05 * 1.05 * 1.05, other.Threshold);
    }
}
