using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.State;

/// <summary>
/// A part of a world's state: numbers of one meaning. A rule set lists its parts once; saving, loading, hashing and the last good
/// state go by that list. What it leaves out is only shown (the last loss, the activity map), or computed anew (packed weights,
/// populations), or for taking back edits.
/// </summary>
/// <param name="Name">What files call it.</param>
/// <param name="Shape">Its shape in a world of some rules, known before there is one.</param>
/// <param name="Store">Where a world keeps it.</param>
/// <param name="ChangesBySteps">Whether steps and learning change it, and not people alone.</param>
/// <param name="Compresses">Whether it is worth compressing, as walls are and numbers of many digits are not.</param>
internal sealed record StatePart(
    string Name,
    Func<WorldParameters, ImmutableArray<long>> Shape,
    Func<WorldBody, INumberStore> Store,
    bool ChangesBySteps = true,
    bool Compresses = false)
{
    /// <summary>Floats of the largest piece: enough for the device's bandwidth, and little beside a world.</summary>
    public const int MostPieceFloats = 1 << 20;

    /// <summary>Aliveness, then state and hidden channels.</summary>
    public static StatePart Grid { get; } = new("grid", p => OfGrid(p, p.Species + 1 + p.Channels), body => body.Cells.Grid);

    /// <summary>The walls.</summary>
    public static StatePart Walls { get; } =
        new("walls", p => OfGrid(p, 1), body => body.Cells.Walls, ChangesBySteps: false, Compresses: true);

    /// <summary>The species' networks, their optimisers' memory, and what their new cells look like.</summary>
    public static ImmutableArray<StatePart> Species { get; } =
    [
        new("weights", OfWeights, body => new FlatNumbers(body.Species.Networks.Weights)),
        new("firstMoment", OfWeights, body => new FlatNumbers(body.Species.Optimizers.First)),
        new("secondMoment", OfWeights, body => new FlatNumbers(body.Species.Optimizers.Second)),
        new(
            "optimizerProgress",
            p => [p.NetworkGroups, Optimizers.NumbersOfProgress],
            body => new FlatNumbers(body.Species.Optimizers.Progress)),
        new(
            "characters",
            p => [p.Species, 1 + p.Channels],
            body => new FlatNumbers(body.Species.Characters),
            ChangesBySteps: false),
    ];

    /// <summary>The wires of species whose networks are circuits of gates: whole numbers, and no part of worlds without such.</summary>
    public static StatePart Wires { get; } = new(
        "wires",
        p => [p.WireCount],
        body => new FlatNumbers(body.Species.Networks.Wires),
        ChangesBySteps: false);

    /// <summary>The shape of planes over the grid.</summary>
    public static ImmutableArray<long> OfGrid(WorldParameters parameters, int planes) =>
        [planes, parameters.GridHeight, parameters.GridWidth];

    /// <summary>Memory for handing over parts piece by piece, no larger than the largest of them.</summary>
    public static float[] PieceMemory(IEnumerable<StatePart> parts, WorldParameters parameters)
    {
        // Rows have up to 15 floats more on the device.
        long largest = parts.Select(part => part.Shape(parameters)).Max(shape => Count(shape) / shape[^1] * (shape[^1] + 15));
        return new float[Math.Min(MostPieceFloats, largest)];
    }

    /// <summary>How many numbers a shape stands for.</summary>
    public static long Count(ImmutableArray<long> shape) => shape.Aggregate(1L, (product, side) => checked(product * side));

    private static ImmutableArray<long> OfWeights(WorldParameters parameters) => [parameters.WeightCount];
}
