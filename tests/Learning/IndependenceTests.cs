using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>What does not learn stays bit for bit as it is, and learning touches nothing but weights and the sun.</summary>
public class IndependenceTests
{
    private static readonly EcosystemParameters tiny = LearningWorlds.Tiny;

    /// <summary>Devices and objectives.</summary>
    public static TheoryData<string, ObjectiveKind> Objectives =>
        [.. Devices.All.SelectMany(row => Enum.GetValues<ObjectiveKind>().Select(objective => ((string)row, objective)))];

    /// <summary>A frozen species keeps its weights while the others' change; decay does not reach it either.</summary>
    [Theory]
    [MemberData(nameof(Objectives))]
    public void A_frozen_species_stays(string device, ObjectiveKind objective)
    {
        using World world = new(Devices.Open(device), tiny with
        {
            Learns = new PerSpecies<bool>(true).With(2, false),
            Optimizer = new(OptimizerKind.AdamW),
            Objective = objective,
        });
        float[][] before = [.. Enumerable.Range(1, 3).Select(world.WeightsOf)];
        world.Run(10);

        Assert.Equal(before[1], world.WeightsOf(2));
        Assert.NotEqual(before[0], world.WeightsOf(1));
        Assert.NotEqual(before[2], world.WeightsOf(3));
    }

    /// <summary>A sun without a rate stays, and one with a rate moves.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_sun_without_a_rate_stays(string device)
    {
        foreach (SunMode mode in Enum.GetValues<SunMode>())
        {
            EcosystemParameters still = tiny with { SunMode = mode, SunRateScale = 0, Learns = new(false) };
            float[] before = SunAfter(device, still, steps: 0);
            Assert.Equal(before, SunAfter(device, still, steps: 4));
            Assert.NotEqual(before, SunAfter(device, still with { SunRateScale = 1 }, steps: 4));
            Assert.NotEqual(before, SunAfter(device, still with { SunRateScale = 1, Objective = ObjectiveKind.OwnGrowth }, steps: 4));
        }
    }

    /// <summary>In its first pass a species' gradient does not depend on whether another learns.</summary>
    [Theory]
    [MemberData(nameof(Objectives))]
    public void Gradients_do_not_notice_who_is_frozen(string device, ObjectiveKind objective)
    {
        EcosystemParameters parameters = tiny with { Objective = objective };
        using World all = new(Devices.Open(device), parameters);
        using World few = new(Devices.Open(device), parameters with { Learns = new PerSpecies<bool>(true).With(2, false) });
        all.Step();
        few.Step();

        Assert.Equal(all.ReadGradients(), few.ReadGradients());
        Assert.Equal(all.WeightsOf(1), few.WeightsOf(1));
        Assert.Equal(all.WeightsOf(3), few.WeightsOf(3));
        Assert.NotEqual(all.WeightsOf(2), few.WeightsOf(2));
    }

    /// <summary>An interval of 3 learns at the first step and at each third after it.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void An_interval_skips_steps(string device)
    {
        using World world = new(Devices.Open(device), tiny with { LearnInterval = 3 });
        List<bool> learned = [];
        for (int step = 0; step < 7; step++)
        {
            float[] before = world.ReadWeights();
            world.Step();
            learned.Add(!before.SequenceEqual(world.ReadWeights()));
        }

        Assert.Equal([true, false, false, true, false, false, true], learned);
    }

    /// <summary>An interval of 0 never learns.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void No_interval_never_learns(string device)
    {
        using World world = new(Devices.Open(device), tiny with { LearnInterval = 0 });
        float[] before = world.ReadWeights();
        world.Run(5);

        Assert.Equal(before, world.ReadWeights());
        Assert.Null(world.Observe().Loss);
        Assert.Null(world.Observe().GradientNorms);
    }

    /// <summary>A step that learns is taken with the weights and the sun from before; the next shows what was learned.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_step_uses_the_weights_from_before(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        EcosystemParameters fast = tiny with { LearningRate = new(1f), Optimizer = new(OptimizerKind.Momentum) };
        using World learning = new(opened, fast);
        using World frozen = new(opened, fast with { LearnInterval = 0 });
        learning.Step();
        frozen.Step();
        Assert.Equal(frozen.ReadGrid(), learning.ReadGrid());
        Assert.Equal(frozen.ReadWinRate(), learning.ReadWinRate());

        learning.Step();
        frozen.Step();
        Assert.NotEqual(frozen.ReadGrid(), learning.ReadGrid());
    }

    // Base, then offset.
    private static float[] SunAfter(string device, EcosystemParameters parameters, int steps)
    {
        using World world = new(Devices.Open(device), parameters);
        world.Run(steps);
        return [.. world.ReadSun().SelectMany(part => part)];
    }
}
