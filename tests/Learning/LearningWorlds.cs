using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Small worlds that learn, and what tests of running worlds ask of them.</summary>
internal static class LearningWorlds
{
    /// <summary>Three species on a grid small enough for the simulated device.</summary>
    public static EcosystemParameters Tiny { get; } = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 11,
        GridHeight = 9,
        StateChannels = 6,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
        SeedsPerSpecies = 6,
        TrainRegion = 50,
        LearningRate = new(0.05f),
        Seed = 5,
    };

    public static void Run(this World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }
    }

    /// <summary>A species' part of numbers that are laid out as an independent network's weights are.</summary>
    public static float[] PartOf(this World world, int species, float[] numbers)
    {
        NetworkLayout layout = ((EcosystemParameters)world.Parameters).Layout;
        return [.. Enumerable.Range(0, layout.Layers).SelectMany(layer =>
        {
            int count = (int)layout.LayerLength(layer) / layout.Groups;
            return numbers.Skip((int)layout.LayerOffset(layer) + (species - 1) * count).Take(count);
        })];
    }

    /// <summary>A species' weights.</summary>
    public static float[] WeightsOf(this World world, int species) => world.PartOf(species, world.ReadWeights());

    /// <summary>Replaces one number among an independent species' decoder weights.</summary>
    public static void Poison(this World world, int species, float value)
    {
        NetworkLayout layout = ((EcosystemParameters)world.Parameters).Layout;
        world.LoadWeights(layout.Decoder + (species - 1) * layout.GroupOutputs * layout.GroupWidth, [value]);
    }
}
