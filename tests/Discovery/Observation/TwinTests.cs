using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>What becomes of a cell's difference.</summary>
public class TwinTests
{
    private const int Side = 24;

    private static readonly EcosystemParameters calm = EcosystemParameters.Default with
    {
        Species = 3, GridWidth = Side, GridHeight = Side, StateChannels = 8, NetworkWidth = 8, NetworkDepth = 1, SeedsPerSpecies = 40,
        LearnInterval = 0, SunPenalty = 1, GrowthGateSteepness = 20, CompetitionTemperature = 3, WinRate = false, MinOccupancy = 0, Seed = 2,
        UpdateProbability = 0.9f,
    };

    /// <summary>Worlds of all rules, that learn.</summary>
    public static TheoryData<string> Rules => [.. SpeciesRules.All.Select(rules => rules.Name)];

    /// <summary>Twins that nobody disturbs stay equal to the bit; one that is disturbed does not.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Twins_stay_equal_until_disturbed(string rules)
    {
        using World world = Grown(Learning(rules), 6);
        using World first = Quiet(world);
        using World second = Quiet(world);
        DamageSpreading none = Twins.Compare([first, second]);
        Assert.Equal(64, none.Distances.Count);
        Assert.All(none.Distances, distance => Assert.Equal(0.0, distance));
        Assert.Equal((-6.0, 0.0), (none.Damage, none.Spread));

        Twins.Disturb(second, trial: 0, copy: 0);
        Assert.NotEqual(0.0, Twins.Compare([first, second]).Distances[0]);
    }

    /// <summary>Weights stay as they are, under all rules; they would not if learning went on.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Twins_do_not_learn(string rules)
    {
        using World world = Grown(Learning(rules), 6);
        using World quiet = Quiet(world);
        using World other = world.Copy();
        float[] weights = world.ReadWeights();
        for (int step = 0; step < 10; step++)
        {
            quiet.Step();
            other.Step();
        }

        Assert.Equal(weights, quiet.ReadWeights());
        Assert.NotEqual(weights, other.ReadWeights());
    }

    /// <summary>One cell becomes another, the same for a trial and a copy whenever it is asked for.</summary>
    [Fact]
    public void One_open_cell_is_disturbed()
    {
        using World world = Grown(calm with { GridWidth = 31 }, 6);
        world.Stroke(GpuEcosystem.Kernels.World.Brush.Wall, 0, 3, 30, 3, 4);
        byte[] before = world.ReadWinners();
        List<int> cells = [];
        foreach ((int trial, int copy) in ((int, int)[])[(0, 0), (0, 1), (0, 2), (1, 0), (0, 0)])
        {
            using World twin = Quiet(world);
            Twins.Disturb(twin, trial, copy);
            byte[] after = twin.ReadWinners();
            int cell = Assert.Single(Enumerable.Range(0, before.Length), cell => before[cell] != after[cell]);
            Assert.Equal(before[cell] % 3 + 1, after[cell]);
            Assert.Equal(1, twin.ReadPlane(after[cell])[cell]);
            cells.Add(cell);
        }

        Assert.Equal(cells[0], cells[^1]);
        Assert.Equal(4, cells.Distinct().Count());
    }

    /// <summary>A cell in the midst of a strong species soon belongs to it again.</summary>
    [Fact]
    public void A_difference_heals_in_a_world_of_one_mind()
    {
        (double damage, double spread) = Describe(calm, 0.3f);
        Assert.InRange(damage, -6, -3);
        Assert.InRange(spread, -1, -0.05);
    }

    /// <summary>Where cells hardly ever change, so does the difference: it stays within a few cells.</summary>
    [Fact]
    public void A_difference_stays_small_where_little_happens()
    {
        (double damage, double spread) = Describe(calm with { Seed = 3 }, 0.01f);
        Assert.InRange(damage, Math.Log10(0.5 / (Side * Side)), Math.Log10(4.0 / (Side * Side)));
        Assert.InRange(spread, -0.02, 0.02);
    }

    /// <summary>Where the gate is wide, a cell's difference takes a large part of the world.</summary>
    [Fact]
    public void A_difference_fills_a_world_that_is_never_sure()
    {
        (double damage, double spread) = Describe(calm with { GrowthGateSteepness = 4.6f, CompetitionTemperature = 1 }, 0.6f);
        Assert.InRange(damage, -1, 0);
        Assert.InRange(spread, 0.03, 1);
    }

    /// <summary>What is looked at stays as it was; of several worlds it is the first, walls and all.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void The_world_itself_stays_as_it_was(string rules)
    {
        RunConfiguration walled = RunConfiguration.Default with { Parameters = Learning(rules), Walls = [new Wall(0, 0.5f, 0.4f, 0.5f, 0.05f)] };
        using ConfiguredWorld world = new(Devices.Open("cpu"), walled);
        for (int step = 0; step < 5; step++)
        {
            world.Step();
        }

        string hash = world.World.StateHash();
        Assert.Equal(Twins.Names.Order(), Twins.Describe(world, trial: 4).Keys);
        Assert.Equal(Twins.Describe(world, trial: 4), Twins.Describe(world, trial: 4));
        Assert.Equal(hash, world.World.StateHash());
    }

    /// <summary>Where all is wall, there is nothing to disturb.</summary>
    [Fact]
    public void A_world_of_walls_has_equal_twins()
    {
        RunConfiguration walled = RunConfiguration.Default with { Parameters = calm, Walls = [new Wall(0, 0, 1, 1, 2)] };
        using ConfiguredWorld world = new(Devices.Open("cpu"), walled);
        Assert.Equal([-6, 0], Twins.Describe(world, trial: 0).Values);
    }

    private static (double Damage, double Spread) Describe(EcosystemParameters parameters, float probability)
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), RunConfiguration.Default with { Parameters = parameters });
        for (int step = 0; step < 30; step++)
        {
            world.Step();
        }

        world.World.Change(parameters with { UpdateProbability = probability });
        var values = Twins.Describe(world, trial: 0);
        return (values["damage"], values["spread"]);
    }

    private static WorldParameters Learning(string rules) => Small(RuleSets.Find(rules).Catalogue.Standard);

    private static WorldParameters Small(WorldParameters standard)
    {
        WorldParameters small = standard.Set("NetworkWidth=8").Set("NetworkDepth=1") with
        {
            Species = 3, GridWidth = 17, GridHeight = 12, StateChannels = 8, SeedsPerSpecies = 20, LearnInterval = 4,
        };
        return small is PetriDishParameters dish ? dish with { BatchWorlds = 2, PoolWorlds = 3, UnrollSteps = 2 } : small;
    }

    private static World Grown(WorldParameters parameters, int steps)
    {
        World world = new(Devices.Open("cpu"), parameters);
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        return world;
    }

    private static World Quiet(World world)
    {
        World copy = world.Copy();
        Twins.StopLearning(copy);
        return copy;
    }
}
