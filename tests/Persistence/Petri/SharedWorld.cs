using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A small world with one network for all species, as such files hold it.</summary>
internal static class SharedWorld
{
    public static EcosystemParameters Parameters { get; } = EcosystemParameters.Default with
    {
        Species = 2,
        GridWidth = 11,
        GridHeight = 8,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
        Coupling = Coupling.Shared,
        TrainRegion = 50,
        LearningRate = new PerSpecies<float>(0.01f),
        Seed = 77,
    };

    /// <summary>The world after a wall and some steps that learned.</summary>
    public static World Make(EcosystemParameters parameters)
    {
        World world = new(Devices.Open("cpu"), parameters);
        world.Stroke(Brush.Wall, 3, 0, 3, 4, 0);
        for (int step = 0; step < 3; step++)
        {
            world.Step();
        }

        return world;
    }
}
