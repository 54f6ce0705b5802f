using System.Collections.Immutable;
using GpuEcosystem.Kernels.Seasons;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>A tensor that a seasonal sun learns, as cases have it.</summary>
/// <param name="Name">What cases call it.</param>
/// <param name="Offset">Where it lies among all that is learned.</param>
/// <param name="Shape">Sizes, outermost first.</param>
internal sealed record SeasonTensor(string Name, int Offset, params long[] Shape)
{
    /// <summary>How many numbers it has.</summary>
    public int Length => (int)Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>All of them, for a number of channels.</summary>
    public static ImmutableArray<SeasonTensor> All(int channels) =>
    [
        new("season.logPeriod", SeasonLayout.LogPeriod, SeasonLayout.Bands),
        new("season.frequency", SeasonLayout.Frequency, 2, SeasonLayout.Waves),
        new("season.firstSpatial", SeasonLayout.FirstSpatial, SeasonLayout.Hidden, SeasonLayout.Places),
        new("season.firstTemporal", SeasonLayout.FirstTemporal, SeasonLayout.Hidden, SeasonLayout.Times),
        new("season.firstBias", SeasonLayout.FirstBias, SeasonLayout.Hidden),
        new("season.second", SeasonLayout.Second, SeasonLayout.Hidden, SeasonLayout.Hidden),
        new("season.secondBias", SeasonLayout.SecondBias, SeasonLayout.Hidden),
        new("season.output", SeasonLayout.Output, channels, SeasonLayout.Hidden),
        new("season.outputBias", SeasonLayout.OutputBias(channels), channels),
    ];
}
