using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>A part of a world's state: numbers of one meaning.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Shape">Its shape in a world of some rules, known before there is one.</param>
/// <param name="Store">Where a world keeps it.</param>
/// <param name="Compresses">Whether it is worth compressing, as walls are and numbers of many digits are not.</param>
internal sealed record StatePart(
    string Name,
    Func<EcosystemParameters, ImmutableArray<long>> Shape,
    Func<Ecosystem, INumberStore> Store,
    bool Compresses = false)
{
    // Enough for the device's bandwidth, and little beside a world.
    private const int MostPieceFloats = 1 << 20;

    /// <summary>Memory for handing over all parts of a world piece by piece, no larger than its largest part.</summary>
    public static float[] PieceMemory(EcosystemParameters parameters)
    {
        // Rows have up to 15 floats more on the device.
        long largest = Ecosystem.StateParts.Select(part => part.Shape(parameters))
            .Max(shape => Count(shape) / shape[^1] * (shape[^1] + 15));
        return new float[Math.Min(MostPieceFloats, largest)];
    }

    /// <summary>How many numbers a shape stands for.</summary>
    public static long Count(ImmutableArray<long> shape) => shape.Aggregate(1L, (product, side) => checked(product * side));
}

/// <summary>Where a world stands.</summary>
/// <param name="Step">Steps done since it began.</param>
/// <param name="WorldSeed">What its random numbers come from.</param>
/// <param name="Scattered">Random numbers drawn for scattered seeds.</param>
/// <param name="Respawns">How often each species has come back.</param>
/// <param name="Optimizers">The optimiser that each group's memory belongs to; empty before the first learning pass.</param>
internal sealed record WorldCounters(
    long Step,
    ulong WorldSeed,
    ulong Scattered,
    ImmutableArray<int> Respawns,
    ImmutableArray<OptimizerKind> Optimizers);
