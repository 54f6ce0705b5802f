using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.State;

/// <summary>A part of a world's state: numbers of one meaning.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Shape">Its shape in a world of some rules, known before there is one.</param>
/// <param name="Store">Where a world keeps it.</param>
/// <param name="ChangesBySteps">Whether steps and learning change it, and not people alone.</param>
/// <param name="Compresses">Whether it is worth compressing, as walls are and numbers of many digits are not.</param>
internal sealed record StatePart(
    string Name,
    Func<EcosystemParameters, ImmutableArray<long>> Shape,
    Func<WorldBody, INumberStore> Store,
    bool ChangesBySteps = true,
    bool Compresses = false)
{
    // Enough for the device's bandwidth, and little beside a world.
    private const int MostPieceFloats = 1 << 20;

    /// <summary>
    /// Everything that later steps follow from, besides the rules and <see cref="WorldCounters"/>. Saving, loading, hashing and
    /// the last good state go by this list. What is left out is only shown (the last loss, the activity map), or computed anew
    /// (packed weights, populations), or for taking back edits.
    /// </summary>
    public static ImmutableArray<StatePart> All { get; } =
    [
        new("grid", p => OfGrid(p, WorldState.GridPlanes(p.Layout)), body => body.World.Grid),
        new("walls", p => OfGrid(p, 1), body => body.World.Walls, ChangesBySteps: false, Compresses: true),
        new("winRate", p => OfGrid(p, 1), body => body.World.WinRate),
        new("sunBase", OfSun, body => body.Sun.Base, ChangesBySteps: false),
        new("sunOffset", OfSun, body => body.Sun.Offset),
        new("weights", OfWeights, body => new FlatNumbers(body.Species.Network.Weights)),
        new("firstMoment", OfWeights, body => new FlatNumbers(body.Species.Optimizers.First)),
        new("secondMoment", OfWeights, body => new FlatNumbers(body.Species.Optimizers.Second)),
        new(
            "optimizerProgress",
            p => [p.Layout.Groups, Optimizers.NumbersOfProgress],
            body => new FlatNumbers(body.Species.Optimizers.Progress)),
        new(
            "characters",
            p => [p.Species, 1 + p.Layout.Channels],
            body => new FlatNumbers(body.Species.Characters),
            ChangesBySteps: false),
    ];

    /// <summary>Memory for handing over all parts of a world piece by piece, no larger than its largest part.</summary>
    public static float[] PieceMemory(EcosystemParameters parameters)
    {
        // Rows have up to 15 floats more on the device.
        long largest = All.Select(part => part.Shape(parameters)).Max(shape => Count(shape) / shape[^1] * (shape[^1] + 15));
        return new float[Math.Min(MostPieceFloats, largest)];
    }

    /// <summary>How many numbers a shape stands for.</summary>
    public static long Count(ImmutableArray<long> shape) => shape.Aggregate(1L, (product, side) => checked(product * side));

    private static ImmutableArray<long> OfGrid(EcosystemParameters parameters, int planes) =>
        [planes, parameters.GridHeight, parameters.GridWidth];

    private static ImmutableArray<long> OfSun(EcosystemParameters parameters)
    {
        int channels = parameters.Layout.Channels;
        return parameters.SunMode == SunMode.Spatial ? OfGrid(parameters, channels) : [channels, 1, 1];
    }

    private static ImmutableArray<long> OfWeights(EcosystemParameters parameters) => [parameters.Layout.Length];
}
