using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;

EcosystemParameters rules = EcosystemParameters.Default with { Species = 3, GridWidth = 64, GridHeight = 64, LearningRate = 0.003f };
using ComputeDevice device = DeviceCatalogue.Open();
using World world = new(device, rules);
for (int step = 0; step < 100; step++)
{
    world.Step();
}

Metrics seen = world.Observe();
Console.WriteLine($"step {seen.Step} on {device.Description.Id}, state {world.StateHash()}");
for (int species = 1; species <= rules.Species; species++)
{
    Console.WriteLine($"species {species} holds {seen.Territory[species]} cells");
}

EcoFile.Save("world.eco", world);
