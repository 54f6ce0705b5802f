using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>A world in which a number stops being finite goes back to where all were, and learns more slowly from there.</summary>
public class RecoveryTests
{
    // Worlds are looked at this often.
    private const int Checkup = 50;

    // A pass at step 40 is the last before the checkup, so that what is broken after it shows in the weights alone.
    private static readonly EcosystemParameters seldom = LearningWorlds.Tiny with
    {
        LearnInterval = 10,
        LearningRate = new PerSpecies<float>(0.08f).With(2, 0.04f),
    };

    /// <summary>Devices, and what is put among the weights.</summary>
    public static TheoryData<string, float> Poisons =>
        [.. Devices.Fast.SelectMany(row => ((float[])[float.NaN, float.NegativeInfinity]).Select(value => ((string)row, value)))];

    /// <summary>Weights of one species: that species is named, and its rate alone is halved.</summary>
    [Theory]
    [MemberData(nameof(Poisons))]
    public void One_species_weights_are_mended(string device, float poison)
    {
        using World world = new(Devices.Open(device), seldom);
        world.Run(45);
        world.Poison(species: 2, poison);
        world.Run(Checkup - 45);

        Recovery recovery = Assert.Single(world.Recoveries);
        Assert.Equal((50, 0, 0), (recovery.Step, recovery.BackTo, world.StepNumber));
        Assert.Equal([2], recovery.Species);
        Assert.Equal("weights are", recovery.What);
        Assert.Equal(seldom.LearningRate.With(2, 0.02f), world.Parameters.LearningRate);
        AssertFinite(world);

        world.Run(2 * Checkup);
        Assert.Single(world.Recoveries);
        Assert.Equal(2 * Checkup, world.StepNumber);
        AssertFinite(world);
    }

    /// <summary>Where memory has no room for a copy there is nothing to go back to.</summary>
    [Fact]
    public void Without_a_copy_the_world_dies()
    {
        using World world = new(Devices.Open("cpu"), seldom) { MayCopy = false };
        Assert.False(world.KeepsLastGoodState);
        world.Run(Checkup);
        Assert.False(world.KeepsLastGoodState);
        world.Poison(species: 2, float.NaN);
        WorldDiedException death = Assert.Throws<WorldDiedException>(() => world.Run(Checkup));
        Assert.Contains("no room for a good state", death.Message);
        Assert.Empty(world.Recoveries);

        using World other = new(Devices.Open("cpu"), seldom);
        other.Run(1);
        Assert.True(other.KeepsLastGoodState);
    }

    /// <summary>
    /// Gradients that are not finite are found as well. Whom they name besides the culprit depends on the device: vectors'
    /// exponentials bring a NaN back into range.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Gradients_are_mended(string device)
    {
        using World world = new(Devices.Open(device), LearningWorlds.Tiny);
        world.Run(30);
        world.Poison(species: 1, float.NaN);
        world.Run(Checkup - 30);

        Recovery recovery = Assert.Single(world.Recoveries);
        Assert.Contains(1, recovery.Species);
        Assert.Equal("gradients are", recovery.What);
        Assert.All(
            Enumerable.Range(1, 3),
            species => Assert.Equal(recovery.Species.Contains(species) ? 0.025f : 0.05f, world.Parameters.LearningRate[species]));
        AssertFinite(world);
    }

    /// <summary>When all species are mended, each one's own rate is halved.</summary>
    [Fact]
    public void Every_species_own_rate_is_halved()
    {
        PerSpecies<float> rates = new PerSpecies<float>(0.08f).With(2, 0.04f).With(3, 0.2f);
        using World world = new(Devices.Open("cpu"), seldom with { LearningRate = rates });
        world.Run(Checkup - 1);
        PoisonCells(world);
        world.Step();

        Assert.Equal([1, 2, 3], Assert.Single(world.Recoveries).Species);
        float[] halved = [.. Enumerable.Range(1, 3).Select(species => world.Parameters.LearningRate[species])];
        Assert.Equal([0.04f, 0.02f, 0.1f], halved);
    }

    /// <summary>Cells that are not finite, without a cause among the weights, are mended.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Cells_are_mended(string device)
    {
        using World world = new(Devices.Open(device), seldom);
        world.Run(Checkup - 1);
        PoisonCells(world);
        world.Step();

        Assert.Equal("the world's cells are", Assert.Single(world.Recoveries).What);
        AssertFinite(world);
    }

    /// <summary>What cannot be mended three times in a row ends the run, and leaves the world at its last good state.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_world_dies_of_three_in_a_row(string device)
    {
        using World world = new(Devices.Open(device), LearningWorlds.Tiny);
        for (int time = 1; time <= 3; time++)
        {
            world.Run(Checkup - 1);
            world.Poison(species: 3, float.NaN);
            if (time < 3)
            {
                world.Step();
                Assert.Equal(time, world.Recoveries.Count);
            }
        }

        Assert.Throws<WorldDiedException>(world.Step);
        Assert.Equal(0, world.StepNumber);
        AssertFinite(world);
    }

    /// <summary>A good checkup in between makes a later one the first again.</summary>
    [Fact]
    public void Three_apart_are_not_three_in_a_row()
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        for (int time = 1; time <= 4; time++)
        {
            world.Run(2 * Checkup - 1);
            world.Poison(species: 3, float.NaN);
            world.Step();
            Assert.Equal(time, world.Recoveries.Count);
        }

        AssertFinite(world);
    }

    /// <summary>A change that makes a new learning pass does not take a broken world for a good one.</summary>
    [Fact]
    public void A_change_does_not_save_what_is_broken()
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        world.Run(20);
        world.Poison(species: 1, float.NaN);
        world.Run(5);
        world.Change(world.Parameters.Ecosystem() with { TrainRegion = 80 });
        world.Run(Checkup - 25);

        AssertFinite(world);
    }

    /// <summary>No rate that a user can set is so absurd that numbers overflow.</summary>
    [Theory]
    [InlineData(OptimizerKind.SGD)]
    [InlineData(OptimizerKind.Momentum)]
    [InlineData(OptimizerKind.RMSProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    public void The_largest_rate_stays_finite(OptimizerKind kind)
    {
        foreach (ObjectiveKind objective in Enum.GetValues<ObjectiveKind>())
        {
            using World world = new(
                Devices.Open("cpu"), LearningWorlds.Tiny with { Optimizer = new(kind), LearningRate = new(1), Objective = objective });
            world.Run(2 * Checkup);

            Assert.Empty(world.Recoveries);
            AssertFinite(world);
        }
    }

    // A hidden channel of all cells; those that take no part in the next step keep it.
    private static void PoisonCells(World world)
    {
        float[] grid = world.ReadGrid();
        Array.Fill(grid, float.NaN, grid.Length - world.ReadWalls().Length, world.ReadWalls().Length);
        world.LoadGrid(grid);
    }

    private static void AssertFinite(World world)
    {
        Assert.DoesNotContain(world.ReadGrid(), value => !float.IsFinite(value));
        Assert.DoesNotContain(world.ReadWeights(), value => !float.IsFinite(value));
    }
}
