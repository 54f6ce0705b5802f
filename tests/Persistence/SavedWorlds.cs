using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>Worlds that are saved and loaded.</summary>
internal static class SavedWorlds
{
    public static RunConfiguration Start(EcosystemParameters parameters) => new(parameters, [], []);

    /// <summary>The world as a file gives it back.</summary>
    public static ConfiguredWorld SaveAndLoad(this ConfiguredWorld world, string path)
    {
        EcoFile.Save(path, world.World, world.Start);
        EcoWorld loaded = EcoFile.Load(path, world.World.Device);
        return ConfiguredWorld.GoOn(loaded.World, loaded.Header.Start);
    }

    public static void Run(this ConfiguredWorld world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }
    }
}
