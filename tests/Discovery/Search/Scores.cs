using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Scores to try archives with.</summary>
internal static class Scores
{
    /// <summary>A viable trial of one gene.</summary>
    public static TrialScore Of(int trial, double quality, params double[] features) =>
        new(trial, [0.5f], IsViable: true, [.. features], quality);

    /// <summary>Trials of two features, of which every fifth is not viable; there are few qualities, so that many are equal.</summary>
    public static TrialScore[] Random(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(trial => RandomOne(trial, seed))];

    private static TrialScore RandomOne(int trial, ulong seed)
    {
        double Draw(ulong index) => Philox.Uniform(seed, RandomStream.Genome, trial, index);

        return trial % 5 == 3
            ? new TrialScore(trial, [0.5f], IsViable: false, [], 0)
            : Of(trial, Math.Floor(10 * Draw(0)) / 10, Draw(1), Draw(2));
    }
}
