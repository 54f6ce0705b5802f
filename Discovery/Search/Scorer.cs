using System.Collections.Immutable;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Search;

/// <summary>Makes of the descriptors of a trial's worlds what a search learns of it.</summary>
public sealed class Scorer
{
    private readonly ImmutableArray<Descriptor> features;

    // Null where the quality is how alike the worlds are.
    private readonly Descriptor? quality;
    private readonly bool smallIsGood;
    private readonly int runs;

    /// <param name="settings">What is asked for.</param>
    /// <param name="find">A descriptor by its name; it throws a <see cref="UserException"/> where there is none.</param>
    /// <param name="runs">How many worlds each trial has.</param>
    /// <exception cref="UserException">A descriptor does not exist, or one world cannot show what is asked for.</exception>
    public Scorer(SearchSettings settings, Func<string, Descriptor> find, int runs)
    {
        features = [.. settings.FeatureNames.Select(find)];
        this.runs = runs;
        if (settings.Quality == SearchSettings.Reproducible)
        {
            if (runs < 2)
            {
                throw new UserException(
                    $"the quality '{settings.Quality}' compares a trial's worlds, so there must be 2 or more; there are {runs}");
            }
        }
        else
        {
            smallIsGood = settings.Quality.StartsWith('-');
            quality = find(settings.Quality.StartsWith('+') || smallIsGood ? settings.Quality[1..] : settings.Quality);
        }
    }

    /// <summary>What a search learns of a trial. It is viable where more than half of its worlds are.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="genome">Its genes.</param>
    /// <param name="descriptors">
    /// Descriptors by name, <c>[run]</c>; null for a run that did not end well. One that lacks a descriptor, or has one that is not
    /// finite, counts as such a run.
    /// </param>
    /// <param name="isViable">Whether the world was, <c>[run]</c>.</param>
    /// <exception cref="ArgumentException">There are not as many runs as a trial has.</exception>
    public TrialScore Score(
        int trial,
        ImmutableArray<float> genome,
        IReadOnlyList<IReadOnlyDictionary<string, double>?> descriptors,
        IReadOnlyList<bool> isViable)
    {
        if (descriptors.Count != runs || isViable.Count != runs)
        {
            throw new ArgumentException($"a trial has {runs} runs; there are {descriptors.Count} with {isViable.Count} marks");
        }

        IReadOnlyDictionary<string, double>[] ended = [.. descriptors.OfType<IReadOnlyDictionary<string, double>>().Where(IsWhole)];
        int viable = descriptors.Zip(isViable, (run, lives) => lives && run is not null && IsWhole(run)).Count(lives => lives);
        if (2 * viable <= runs)
        {
            return new TrialScore(trial, genome, IsViable: false, [], 0);
        }

        ImmutableArray<double> mean = [.. features.Select(feature => MeanOf(feature, ended))];
        return new TrialScore(trial, genome, IsViable: true, mean, quality is null ? Likeness(ended, mean) : Reach(quality, ended));
    }

    private bool IsWhole(IReadOnlyDictionary<string, double> run) =>
        features.All(feature => IsKnown(feature, run)) && (quality is null || IsKnown(quality, run));

    private static bool IsKnown(Descriptor descriptor, IReadOnlyDictionary<string, double> run) =>
        run.TryGetValue(descriptor.Name, out double value) && double.IsFinite(value);

    private static double MeanOf(Descriptor descriptor, IReadOnlyDictionary<string, double>[] ended) =>
        ended.Average(run => descriptor.Scale(run[descriptor.Name]));

    private double Reach(Descriptor descriptor, IReadOnlyDictionary<string, double>[] ended)
    {
        double mean = MeanOf(descriptor, ended);
        return smallIsGood ? 1 - mean : mean;
    }

    // A run that did not end well did not do it again: it is as far from the mean as any can be.
    private double Likeness(IReadOnlyDictionary<string, double>[] ended, ImmutableArray<double> mean)
    {
        double sum = (runs - ended.Length) * features.Length;
        foreach (IReadOnlyDictionary<string, double> run in ended)
        {
            for (int i = 0; i < features.Length; i++)
            {
                double difference = features[i].Scale(run[features[i].Name]) - mean[i];
                sum += difference * difference;
            }
        }

        return 1 - Math.Sqrt(sum / (runs * features.Length));
    }
}
