using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>Which worlds of a population fare better.</summary>
internal static class PopulationScore
{
    private const int Neighbours = 8;

    /// <summary>Viable trials in the order of their scores, the best first; of equals the earlier.</summary>
    /// <param name="trials">The last trial of each slot.</param>
    /// <param name="archive">What else a world is to be unlike.</param>
    /// <param name="parts">What scores are made of.</param>
    public static TrialScore[] Rank(TrialScore[] trials, IArchive archive, ImmutableArray<string> parts)
    {
        double[] scores = new double[trials.Length];
        foreach (string part in parts)
        {
            double[] values = [.. trials.Select(one => part == PopulationSettings.Novelty ? NoveltyOf(one, trials, archive) : one.Quality)];
            double median = MedianOf(values);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] += median > 0 ? values[i] / median : values[i];
            }
        }

        return [.. trials.Zip(scores).OrderByDescending(one => one.Second).ThenBy(one => one.First.Trial).Select(one => one.First)];
    }

    // How far it is from the nearest others of the population and elites; nothing where it is alone.
    private static double NoveltyOf(TrialScore trial, TrialScore[] trials, IArchive archive)
    {
        NearestDistances distances = new(Neighbours);
        foreach (TrialScore other in trials.Concat(archive.Elites).DistinctBy(one => one.Trial).Where(one => one.Trial != trial.Trial))
        {
            distances.Add(trial.SquaredDistanceTo(other));
        }

        return double.IsFinite(distances.Mean) ? distances.Mean : 0;
    }

    private static double MedianOf(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length == 0 ? 0 : (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
