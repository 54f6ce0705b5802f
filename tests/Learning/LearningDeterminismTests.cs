using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>A learning run repeats bit for bit on its device, whatever it learns by.</summary>
public class LearningDeterminismTests
{
    private static readonly EcosystemParameters tiny = LearningWorlds.Tiny;

    private static readonly Dictionary<string, EcosystemParameters> recipes = new()
    {
        ["SGD"] = tiny,
        ["momentum"] = tiny with { Optimizer = new(OptimizerKind.Momentum) },
        ["RMSProp"] = tiny with { Optimizer = new(OptimizerKind.RMSProp), LearningRate = new(0.001f) },
        ["Adam"] = tiny with { Optimizer = new(OptimizerKind.Adam), LearningRate = new(0.001f) },
        ["AdamW"] = tiny with { Optimizer = new(OptimizerKind.AdamW), LearningRate = new(0.001f) },
        ["each its own"] = tiny with
        {
            Optimizer = new PerSpecies<OptimizerKind>(OptimizerKind.SGD).With(2, OptimizerKind.Adam),
            GradientClip = new PerSpecies<float>(0).With(1, 0.001f),
        },
        ["dropout"] = tiny with { Dropout = 0.2f },
        ["own growth"] = tiny with { Objective = ObjectiveKind.OwnGrowth, GradientClip = new(1f) },
        ["spatial sun"] = tiny with { SunMode = SunMode.Spatial },
        ["seasonal sun"] = tiny with { SunMode = SunMode.Seasonal, SunRateScale = 5 },
        ["shared"] = tiny with { Coupling = Coupling.Shared, AliveVisible = true },
        ["all of a grid"] = tiny with { TrainRegion = 100 },
        ["one cell"] = tiny with { TrainRegion = 1 },
        ["odd sizes"] = tiny with { GridWidth = 37, GridHeight = 13, TrainRegion = 23, KernelSize = 5 },
        ["one species"] = tiny with { Species = 1, NetworkDepth = 0, HiddenChannels = 0 },
    };

    /// <summary>Devices and recipes.</summary>
    public static TheoryData<string, string> Runs => Devices.With(recipes.Keys);

    /// <summary>Two runs of one recipe have one hash, numbers that are finite, and weights that have moved.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Learning_runs_repeat(string device, string recipe)
    {
        ComputeDevice opened = Devices.Open(device);
        int steps = device == "simulated" ? 3 : 12;
        using World first = new(opened, recipes[recipe]);
        using World second = new(opened, recipes[recipe]);
        float[] before = first.ReadWeights();
        first.Run(steps);
        second.Run(steps);

        Assert.Equal(first.StateHash(), second.StateHash());
        Assert.All(first.ReadGrid(), value => Assert.True(float.IsFinite(value)));
        Assert.All(first.Observe().GradientNorms!, norm => Assert.True(float.IsFinite(norm)));

        // A patch of a single cell is often one in which nobody lives, and then there is nothing to learn.
        Assert.True(recipe == "one cell" || !before.SequenceEqual(first.ReadWeights()));
    }

    /// <summary>A world that is reset learns again as it did, for its optimisers have forgotten everything.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_reset_world_learns_as_a_new_one(string device)
    {
        using World world = new(Devices.Open(device), recipes["Adam"]);
        world.Run(3);
        string first = world.StateHash();
        world.Reset();
        world.Run(3);

        Assert.Equal(first, world.StateHash());
    }

    /// <summary>Every recipe learns something else.</summary>
    [Fact]
    public void Recipes_differ()
    {
        IEnumerable<string> hashes = recipes.Values.Append(tiny with { LearnInterval = 0 }).Select(recipe =>
        {
            using World world = new(Devices.Open("cpu"), recipe);
            world.Run(4);
            return world.StateHash();
        });

        Assert.Equal(recipes.Count + 1, hashes.Distinct().Count());
    }

    /// <summary>Dropped numbers are 0, the others grow so that the mean stays, and another step drops others.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Dropout_keeps_the_mean(string device)
    {
        const float rate = 0.3f;
        const int channels = 120;
        using OperationBench bench = new(device, seed: 1);
        float[][] results = [.. Enumerable.Range(0, 2).Select(step =>
        {
            PlaneBuffer output = bench.Result(channels);
            bench.Workbench.Run<Dropout, Dropout.Arguments>(new Dropout.Arguments
            {
                Input = bench.Planes([.. Enumerable.Repeat(2.0, channels * OperationBench.Cells)]).Planes,
                Output = output.Planes,
                Channels = channels,
                Rate = rate,
                Seed = 9,
                Step = step,
                Whole = OperationBench.Target,
                Target = OperationBench.Target,
            });
            return bench.Workbench.Read(output);
        })];

        Assert.All(results[0], value => Assert.True(value == 0 || value == 2 / (1 - rate)));

        // Five standard deviations of the mean of so many draws.
        double spread = 2 * Math.Sqrt(rate / (1 - rate) / results[0].Length);
        Assert.InRange(results[0].Average(value => (double)value), 2 - 5 * spread, 2 + 5 * spread);
        Assert.NotEqual(results[0], results[1]);
    }
}
