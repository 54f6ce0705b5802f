using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>A world that was saved and loaded goes on bit by bit as one that was not.</summary>
public sealed class GoingOnTests : IDisposable
{
    private static readonly EcosystemParameters tiny = LearningWorlds.Tiny;

    private static readonly Dictionary<string, RunConfiguration> starts = new()
    {
        ["SGD"] = SavedWorlds.Start(tiny),
        ["momentum"] = SavedWorlds.Start(tiny with { Optimizer = new(OptimizerKind.Momentum) }),
        ["RMSProp"] = SavedWorlds.Start(tiny with { Optimizer = new(OptimizerKind.RMSProp), LearningRate = new(0.001f) }),
        ["Adam"] = SavedWorlds.Start(tiny with { Optimizer = new(OptimizerKind.Adam), LearningRate = new(0.001f) }),
        ["AdamW"] = SavedWorlds.Start(tiny with { Optimizer = new(OptimizerKind.AdamW), LearningRate = new(0.001f) }),
        ["each its own"] = SavedWorlds.Start(tiny with
        {
            Optimizer = new PerSpecies<OptimizerKind>(OptimizerKind.SGD).With(2, OptimizerKind.Adam),
            LearningRate = new PerSpecies<float>(0.02f).With(2, 0.003f),
            GradientClip = new PerSpecies<float>(0).With(1, 0.001f),
            Learns = new PerSpecies<bool>(true).With(3, false),
        }),
        ["spatial sun, every third step"] = SavedWorlds.Start(tiny with { SunMode = SunMode.Spatial, LearnInterval = 3 }),
        ["seasonal sun"] = SavedWorlds.Start(tiny with { SunMode = SunMode.Seasonal, SunRateScale = 5 }),
        ["shared"] = SavedWorlds.Start(tiny with
        {
            Coupling = Coupling.Shared,
            AliveVisible = true,
            Dropout = 0.2f,
            Optimizer = new(OptimizerKind.Adam),
        }),
        ["unequal networks"] = SavedWorlds.Start(tiny with
        {
            NetworkKind = new PerSpecies<NetworkKind>(NetworkKind.Residual).With(2, NetworkKind.Plain),
            NetworkWidth = new PerSpecies<int>(8).With(1, 16),
            Optimizer = new(OptimizerKind.Adam),
        }),
        ["a circuit among networks"] = SavedWorlds.Start(LogicWorlds.Tiny),
        ["dying out"] = SavedWorlds.Start(tiny with { SeedsPerSpecies = 1, AliveThreshold = 0.95f }),
        ["walls and a schedule"] = RunConfiguration.Default with { Parameters = tiny with { GridWidth = 24, GridHeight = 17 } },
    };

    private readonly TemporaryFolder folder = new();

    /// <summary>Devices and starts.</summary>
    public static TheoryData<string, string> Runs => Devices.With(starts.Keys);

    public void Dispose() => folder.Dispose();

    /// <summary>Ten steps and ten are twenty, with seeds scattered before and after, and a change before the first learning.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void A_loaded_world_goes_on_bit_by_bit(string device, string start)
    {
        ComputeDevice opened = Devices.Open(device);
        RunConfiguration configuration = starts[start];
        if (start == "walls and a schedule")
        {
            configuration = configuration.Read(
                """
                {
                  "schedule": [
                    { "step": 1, "set": { "UpdateProbability": 0.8 } },
                    { "step": 5, "set": { "Optimizer": ["SGD", "Adam", "RMSProp"] } },
                    { "step": 10, "set": { "LearningRate": [0.01, 0.001, 0.002] } }
                  ],
                  "walls": [{ "from": [0.2, 0.2], "to": [0.8, 0.5], "radius": 0.05 }]
                }
                """,
                "test");
        }

        int steps = device == "simulated" ? 5 : 10;
        using ConfiguredWorld whole = new(opened, configuration);
        using ConfiguredWorld first = new(opened, configuration);
        FirstHalf(whole, steps);
        FirstHalf(first, steps);
        using ConfiguredWorld second = first.SaveAndLoad(folder["world.eco"]);
        Assert.Equal(first.World.StateHash(), second.World.StateHash());
        SecondHalf(whole, steps);
        SecondHalf(second, steps);

        Assert.Equal(whole.World.StateHash(), second.World.StateHash());
        Assert.Equal(whole.World.StepNumber, second.World.StepNumber);
        Assert.Equal(whole.World.Parameters, second.World.Parameters);
        Assert.Equal(whole.World.Observe().Respawns, second.World.Observe().Respawns);
    }

    /// <summary>A file of a world that was loaded and not stepped is the file that it came from.</summary>
    [Fact]
    public void Saving_what_was_loaded_changes_nothing()
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), starts["each its own"]);
        FirstHalf(world, 4);
        using ConfiguredWorld loaded = world.SaveAndLoad(folder["a.eco"]);
        EcoFile.Save(folder["b.eco"], loaded.World, loaded.Start);

        Assert.Equal(File.ReadAllBytes(folder["a.eco"]), File.ReadAllBytes(folder["b.eco"]));
    }

    /// <summary>A world that has not learned yet begins to when it is loaded, and one that was reset starts from the beginning.</summary>
    [Fact]
    public void A_new_world_and_a_reset_one_are_saved_too()
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), starts["Adam"]);
        world.World.Change(world.World.Parameters with { Seed = 77, LearningRate = new(0.002f) });
        using ConfiguredWorld loaded = world.SaveAndLoad(folder["a.eco"]);
        Assert.Equal(5u, loaded.World.WorldSeed);
        world.World.Reset();
        loaded.World.Reset();
        using ConfiguredWorld again = loaded.SaveAndLoad(folder["a.eco"]);
        world.Run(4);
        again.Run(4);

        Assert.Equal(77u, again.World.WorldSeed);
        Assert.Equal(world.World.StateHash(), again.World.StateHash());
    }

    private static void FirstHalf(ConfiguredWorld world, int steps)
    {
        world.Run(steps - 1);
        Scatter(world);
        world.Run(1);
        Scatter(world);
    }

    private static void SecondHalf(ConfiguredWorld world, int steps)
    {
        Scatter(world);
        world.World.Stroke(Brush.Wall, 3, 2, 4, 2, 0);
        world.Run(steps);
    }

    private static void Scatter(ConfiguredWorld world) => world.World.Scatter(2, 3, 5, 4, 4);
}
