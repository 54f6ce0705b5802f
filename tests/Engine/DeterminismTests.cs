using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>One recipe has one outcome on a device, bit for bit, whatever else the machine does meanwhile.</summary>
public class DeterminismTests
{
    private static readonly EcosystemParameters small = EcosystemParameters.Default with
    {
        GridWidth = 29,
        GridHeight = 26,
        StateChannels = 8,
        NetworkWidth = 16,
        NetworkDepth = 2,
        LearnInterval = 0,
        Seed = 11,
    };

    private static readonly Dictionary<string, EcosystemParameters> presets = new()
    {
        ["default"] = EcosystemParameters.Default with { GridWidth = 17, GridHeight = 14 },
        ["small"] = small,
        ["shared"] = small with { Coupling = Coupling.Shared, Species = 3, CompetitionMode = CompetitionMode.MeanField },
        ["dot"] = small with { Similarity = SimilarityKind.Dot, SunMode = SunMode.Spatial, AliveVisible = true, KernelSize = 5 },
        ["present"] = small with { Opposition = OppositionKind.Present, GridWidth = 70, GridHeight = 60, SeedsPerSpecies = 1 },
        ["sparse"] = small with { MinOccupancy = 500, SeedsPerSpecies = 1, WinRate = false, DiversityWeight = 0 },
    };

    private static readonly EcosystemParameters tiny = small with
    {
        Species = 2,
        GridWidth = 9,
        GridHeight = 8,
        NetworkWidth = 8,
        NetworkDepth = 1,
    };

    /// <summary>Every preset on fast devices.</summary>
    public static TheoryData<string, string> PresetsOnFastDevices
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string device in Devices.Fast.Select(row => (string)row))
            {
                foreach (string preset in presets.Keys)
                {
                    data.Add(device, preset);
                }
            }

            return data;
        }
    }

    /// <summary>A second run ends in the state of the first; one step more or another seed leads elsewhere.</summary>
    [Theory]
    [MemberData(nameof(PresetsOnFastDevices))]
    public void Runs_repeat(string device, string preset)
    {
        ComputeDevice opened = Devices.Open(device);
        string first = HashAfter(opened, presets[preset], steps: 20);

        using World second = new(opened, presets[preset]);
        Run(second, steps: 20);
        Assert.Equal(first, second.StateHash());
        second.Step();
        Assert.NotEqual(first, second.StateHash());
        Assert.NotEqual(first, HashAfter(opened, presets[preset] with { Seed = 12 }, steps: 20));
    }

    /// <summary>The same on the simulated GPU.</summary>
    [Fact]
    public void Simulated_runs_repeat()
    {
        ComputeDevice simulated = Devices.Open("simulated");
        string first = HashAfter(simulated, tiny, steps: 2);

        Assert.Equal(first, HashAfter(simulated, tiny, steps: 2));
        Assert.NotEqual(first, HashAfter(simulated, tiny with { Seed = 12 }, steps: 2));
    }

    /// <summary>The upper half of the seed counts as much as the lower.</summary>
    [Fact]
    public void Both_halves_of_the_seed_count()
    {
        ComputeDevice cpu = Devices.Open("cpu");
        int[] bits = [0, 1, 15, 31, 32, 33, 47, 63];
        IEnumerable<string> hashes = bits.Select(bit => HashAfter(cpu, tiny with { Seed = 1UL << bit }, steps: 0));

        Assert.Equal(bits.Length, hashes.Distinct().Count());
    }

    /// <summary>Worlds that share a device, each on a thread of its own, do not notice each other.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Worlds_on_one_device_do_not_disturb_each_other(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        EcosystemParameters[] recipes = [presets["small"], presets["dot"], presets["shared"]];
        string[] alone = Array.ConvertAll(recipes, recipe => HashAfter(opened, recipe, steps: 10));

        Assert.Equal(alone, AtOnce(recipes.Select(recipe => (opened, recipe)), steps: 10));
    }

    /// <summary>Nor does one notice that others take memory and give it back.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public async Task Memory_comes_and_goes(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        string alone = Live();

        Task<string> beside = Task.Run(Live);
        while (!beside.IsCompleted)
        {
            opened.Allocate<float>(100).Dispose();
        }

        Assert.Equal(alone, await beside);

        string Live()
        {
            using World world = new(opened, tiny);
            for (int step = 0; step < 60; step++)
            {
                world.Step();
                world.Finish();
            }

            return world.StateHash();
        }
    }

    /// <summary>Worlds on different devices do not notice each other either.</summary>
    [Fact]
    public void Devices_do_not_disturb_each_other()
    {
        (ComputeDevice, EcosystemParameters)[] worlds =
            [(Devices.Open("cpu"), small), (Devices.Open("opencl"), small), (Devices.Open("cpu"), presets["shared"])];
        string[] alone = Array.ConvertAll(worlds, world => HashAfter(world.Item1, world.Item2, steps: 10));

        Assert.Equal(alone, AtOnce(worlds, steps: 10));
    }

    private static string[] AtOnce(IEnumerable<(ComputeDevice Device, EcosystemParameters Recipe)> worlds, int steps)
    {
        List<(Thread Thread, string[] Hash)> running = [.. worlds.Select(world =>
        {
            string[] hash = [""];
            Thread thread = new(() => hash[0] = HashAfter(world.Device, world.Recipe, steps));
            thread.Start();
            return (thread, hash);
        })];
        running.ForEach(world => world.Thread.Join());
        return [.. running.Select(world => world.Hash[0])];
    }

    private static string HashAfter(ComputeDevice device, EcosystemParameters recipe, int steps)
    {
        using World world = new(device, recipe);
        Run(world, steps);
        return world.StateHash();
    }

    private static void Run(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }
    }
}
