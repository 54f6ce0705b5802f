using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What a running world keeps when its parameters change, and what it makes anew.</summary>
public class ChangeTests
{
    private static readonly EcosystemParameters start = UsedWorld.Parameters;

    /// <summary>A rule that changes leaves the state alone until the next step, which follows it.</summary>
    [Fact]
    public void Live_changes_wait_for_the_next_step()
    {
        EcosystemParameters other = start with { CompetitionTemperature = 3, ConcentrationWindow = 9, MinOccupancy = 0, UpdateProbability = 1 };
        using World world = UsedWorld.Make("cpu", start);
        using World same = UsedWorld.Make("cpu", start);
        string before = world.StateHash();
        world.Change(other);

        Assert.Equal(before, world.StateHash());
        world.Step();
        same.Step();
        Assert.NotEqual(same.StateHash(), world.StateHash());
    }

    /// <summary>However a world came to its parameters, it goes on as one that was made with them.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_changed_world_steps_as_one_made_so(string device)
    {
        EcosystemParameters end = start with { GridWidth = 23, NetworkDepth = 2, Species = 2, ConcentrationWindow = 7, SunMode = SunMode.Spatial };
        using World changed = new(Devices.Open(device), start);
        changed.Change(start with { ConcentrationWindow = 7, SunMode = SunMode.Spatial });
        changed.Change(start with { ConcentrationWindow = 7, SunMode = SunMode.Spatial, GridWidth = 23 });
        changed.Change(end);
        using World made = new(Devices.Open(device), end);
        made.LoadGrid(changed.ReadGrid());
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(made.StateHash(), changed.StateHash());
            made.Step();
            changed.Step();
        }
    }

    /// <summary>A parameter of the networks makes new ones of the world's own seed, and keeps the grid.</summary>
    [Fact]
    public void Rebuilding_makes_new_weights()
    {
        EcosystemParameters deeper = start with { NetworkDepth = 3 };
        using World world = UsedWorld.Make("cpu", start);
        using World fresh = new(Devices.Open("cpu"), deeper);
        float[] before = world.ReadGrid();
        world.Change(deeper with { Seed = 99 });

        Assert.Equal(fresh.ReadWeights(), world.ReadWeights());
        Assert.Equal(before, world.ReadGrid());
    }

    /// <summary>Global to spatial and back changes no number, and a spatial sun of equal cells acts as a global one.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Sun_modes_convert(string device)
    {
        using World world = UsedWorld.Make(device, start);
        using World global = UsedWorld.Make(device, start);
        string before = world.StateHash();
        world.Change(start with { SunMode = SunMode.Spatial });
        Assert.NotEqual(before, world.StateHash());
        world.Change(start);
        Assert.Equal(before, world.StateHash());

        world.Change(start with { SunMode = SunMode.Spatial });
        world.Step();
        global.Step();
        Assert.Equal(global.ReadGrid(), world.ReadGrid());
    }

    /// <summary>A new seed and new seeding wait for the reset, after which the world is a fresh one.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_reset_world_is_a_fresh_one(string device)
    {
        EcosystemParameters later = start with { Seed = 77, SeedsPerSpecies = 3, SunInitScale = 0.2f, GridWidth = 21 };
        using World world = UsedWorld.Make(device, start);
        world.Change(start with { Seed = 77, SeedsPerSpecies = 3, SunInitScale = 0.2f });
        using World unchanged = UsedWorld.Make(device, start);
        Assert.Equal(unchanged.StateHash(), world.StateHash());
        Assert.Equal(start.Seed, world.WorldSeed);

        world.Change(later);
        world.Reset();
        using World fresh = new(Devices.Open(device), later);
        Assert.Equal((0, 77UL), (world.StepNumber, world.WorldSeed));
        Assert.Equal(fresh.StateHash(), world.StateHash());
        world.Step();
        fresh.Step();
        Assert.Equal(fresh.StateHash(), world.StateHash());
        Assert.Equal(fresh.Observe().Populations, world.Observe().Populations);
    }

    /// <summary>Parameters that cannot make a world change nothing.</summary>
    [Fact]
    public void Impossible_changes_change_nothing()
    {
        using World world = UsedWorld.Make("cpu", start);
        string before = world.StateHash();

        Assert.Throws<UserException>(() => world.Change(start with { KernelSize = 4 }));
        Assert.Throws<UserException>(() => world.Change(start with { Species = 65 }));
        Assert.Throws<UserException>(() => world.Change(start with { GridWidth = 65536, GridHeight = 65536 }));
        Assert.Equal((start, before), (world.Parameters, world.StateHash()));
        world.Step();
    }
}
