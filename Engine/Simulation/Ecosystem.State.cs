using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine;

public sealed partial class Ecosystem
{
    /// <summary>
    /// Everything that later steps follow from, besides <see cref="Parameters"/> and <see cref="Counters"/>. Saving and
    /// loading both go by this list. What is left out is only shown (the last loss, the activity map), or computed anew
    /// (packed weights, populations), or for taking back edits.
    /// </summary>
    internal static ImmutableArray<StatePart> StateParts { get; } =
    [
        new("grid", parameters => OfGrid(parameters, WorldState.GridPlanes(parameters)), world => world.world.Grid),
        new("walls", parameters => OfGrid(parameters, 1), world => world.world.Walls, Compresses: true),
        new("winRate", parameters => OfGrid(parameters, 1), world => world.world.WinRate),
        new("sunBase", OfSun, world => world.sun.Buffers[0]),
        new("sunOffset", OfSun, world => world.sun.Buffers[1]),
        new("weights", OfWeights, world => new FlatNumbers(world.network.Weights.View)),
        new("firstMoment", OfWeights, world => new FlatNumbers(world.optimizers.First.View)),
        new("secondMoment", OfWeights, world => new FlatNumbers(world.optimizers.Second.View)),
        new(
            "optimizerProgress",
            parameters => [LayoutOf(parameters).Groups, 3],
            world => new FlatNumbers(world.optimizers.Progress.View.Cast<float>())),
        new(
            "characters",
            parameters => [parameters.Species, 1 + LayoutOf(parameters).Channels],
            world => new FlatNumbers(world.characters.View)),
    ];

    /// <summary>The numbers that later steps follow from and that are too few for a section of a file.</summary>
    internal WorldCounters Counters
    {
        get => new(StepNumber, WorldSeed, scattered, [.. population.ReadRespawns(launcher.Stream)], [.. optimizers.Kinds]);
        private set
        {
            StepNumber = value.Step;
            scattered = value.Scattered;
            population.WriteRespawns(launcher.Stream, value.Respawns.AsSpan());
            optimizers.Kinds = value.Optimizers;
        }
    }

    /// <summary>Makes a world whose parts somebody fills in, one after another.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="parameters">Its rules.</param>
    /// <param name="counters">Where it stands.</param>
    /// <param name="fill">Fills a part with numbers by calling back for every piece.</param>
    internal static Ecosystem Restore(
        ComputeDevice device,
        EcosystemParameters parameters,
        WorldCounters counters,
        Action<StatePart, Action<NumberPiece>> fill)
    {
        Ecosystem made = new(device, parameters, rowsPerBand: null, counters.WorldSeed);
        try
        {
            float[] memory = StatePart.PieceMemory(parameters);
            foreach (StatePart part in StateParts)
            {
                fill(part, piece => part.Store(made).WritePieces(made.launcher.Stream, memory, piece));
            }

            made.Counters = counters;
            made.network.WeightsChanged();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Hands out a part of the state piece by piece.</summary>
    internal void ReadState(StatePart part, float[] memory, NumberPiece take) =>
        part.Store(this).ReadPieces(launcher.Stream, memory, take);

    private static ImmutableArray<long> OfGrid(EcosystemParameters parameters, int planes) =>
        [planes, parameters.GridHeight, parameters.GridWidth];

    private static ImmutableArray<long> OfSun(EcosystemParameters parameters)
    {
        int channels = LayoutOf(parameters).Channels;
        return parameters.SunMode == SunMode.Spatial ? OfGrid(parameters, channels) : [channels, 1, 1];
    }

    private static ImmutableArray<long> OfWeights(EcosystemParameters parameters) => [LayoutOf(parameters).Length];
}
