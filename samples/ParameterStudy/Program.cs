// Does faster learning keep more species alive? One young world goes on at several learning rates, each with several seeds.
using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;

const string Young = "young.eco";

using ComputeDevice device = DeviceCatalogue.Open();
using (ConfiguredWorld world = new(device, PresetCatalogue.Load("small")))
{
    Run(world, 40);
    EcoFile.Save(Young, world);
}

Console.WriteLine("rate\tseed\tspecies alive\tentropy");
foreach (float rate in (float[])[0, 0.0007f, 0.007f])
{
    foreach (ulong seed in (ulong[])[1, 2])
    {
        using ConfiguredWorld world = EcoFile.Load(Young, device).GoOn();
        PerSpecies<OptimizerKind> optimizer = world.World.Parameters.Optimizer.With(2, OptimizerKind.Adam);
        world.World.Change(world.World.Parameters with { LearningRate = rate, Optimizer = optimizer });
        world.Do(new NewWeather(seed));
        Run(world, 40);
        Metrics seen = world.World.Observe();
        int alive = seen.Populations.Skip(1).Count(population => population >= 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate}\t{seed}\t{alive}\t{seen.NormalizedEntropy:F3}"));
    }
}

static void Run(ConfiguredWorld world, int steps)
{
    for (int step = 0; step < steps; step++)
    {
        world.Step();
    }
}
