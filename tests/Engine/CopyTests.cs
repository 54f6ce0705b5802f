using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A copy of a world goes on as the world does, and neither knows of the other.</summary>
public class CopyTests
{
    /// <summary>Worlds of all rules on devices that are fast enough.</summary>
    public static TheoryData<string, string> Cases =>
        [.. Devices.Fast.SelectMany(device => SpeciesRules.All.Select(rules => ((string)device, rules.Name)))];

    /// <summary>Learning, within an epoch and after its end, with walls, paint and scattered seeds.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_copy_goes_on_as_its_world(string device, string rules)
    {
        using World world = new(Devices.Open(device), ParametersOf(rules));
        world.Stroke(Brush.Wall, 8, 0, 8, 6, 0);
        Step(world, 5);
        world.Scatter(2, 3, 5, 5, 3);
        using World copy = world.Copy();
        string hash = world.StateHash();
        Assert.Equal(hash, copy.StateHash());

        Step(copy, 6);
        string later = copy.StateHash();
        Assert.NotEqual(hash, later);
        Assert.Equal(hash, world.StateHash());
        Step(world, 6);
        Assert.Equal(later, world.StateHash());

        // Random places come from how many were drawn before.
        world.Scatter(1, 3, 5, 5, 3);
        copy.Scatter(1, 3, 5, 5, 3);
        Assert.Equal(world.StateHash(), copy.StateHash());
    }

    private static void Step(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }
    }

    private static WorldParameters ParametersOf(string rules)
    {
        WorldParameters small = RuleSets.Find(rules).Catalogue.Standard.Set("NetworkWidth=8").Set("NetworkDepth=1") with
        {
            Species = 3, GridWidth = 19, GridHeight = 14, StateChannels = 8, LearnInterval = 4,
        };
        return small is PetriDishParameters dish ? dish with { BatchWorlds = 2, PoolWorlds = 3, UnrollSteps = 3 } : small;
    }
}
