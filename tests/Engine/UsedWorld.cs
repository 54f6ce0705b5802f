using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A small world with some history: a painted disc, a wall, two steps.</summary>
internal static class UsedWorld
{
    public static EcosystemParameters Parameters { get; } = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 19,
        GridHeight = 14,
        StateChannels = 8,
        HiddenChannels = 2,
        NetworkWidth = 8,
        NetworkDepth = 1,
        LearnInterval = 0,
    };

    public static World Make(string device, EcosystemParameters parameters)
    {
        World world = new(Devices.Open(device), parameters);
        world.Stroke(Brush.Paint, 4, 5, 4, 5, 2, species: 3);
        world.Stroke(Brush.Wall, 8, 0, 8, 6, 0);
        world.Step();
        world.Step();
        return world;
    }
}
