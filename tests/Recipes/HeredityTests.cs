using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Recipes;

/// <summary>What a world that descends from another may have otherwise: its random numbers, its networks, a little of its weights.</summary>
public sealed class HeredityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>New networks are those of a new world of that seed; cells stay, and optimisers remember nothing.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Networks_are_renewed(string device)
    {
        using ConfiguredWorld world = Begin(device, steps: 3);
        float[] grid = world.World.ReadGrid();
        world.Do(new RenewNetworks(77));
        Assert.Equal(grid, world.World.ReadGrid());

        using World other = new(Devices.Open(device), LearningWorlds.Tiny with { Seed = 77 });
        Assert.Equal(WeightsOf(other), WeightsOf(world.World));
        using World another = new(Devices.Open(device), LearningWorlds.Tiny with { Seed = 78 });
        Assert.NotEqual(WeightsOf(another), WeightsOf(world.World));
    }

    /// <summary>Weights move by normal numbers of the deviation that is asked for.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Weights_are_shaken(string device)
    {
        using ConfiguredWorld world = Begin(device, steps: 1);
        float[] before = WeightsOf(world.World);
        world.Do(new ShakeWeights(0, 5));
        Assert.Equal(before, WeightsOf(world.World));
        world.Do(new ShakeWeights(0.01f, 5));
        double[] moves = [.. WeightsOf(world.World).Zip(before, (after, was) => (double)after - was)];
        Assert.InRange(moves.Average(), -0.001, 0.001);
        Assert.InRange(Math.Sqrt(moves.Average(move => move * move)), 0.009, 0.011);
    }

    /// <summary>All of it is in the recipe, and comes to the same bits again.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_recipe_tells_of_it(string device)
    {
        using ConfiguredWorld world = Begin(device, steps: 2);
        WorldAction[] actions = [new NewWeather(ulong.MaxValue), new ShakeWeights(0.25f, 3), new RenewNetworks(9)];
        HashSet<string> hashes = [];
        foreach (WorldAction action in actions)
        {
            world.Do(action);
            world.Step();
            Assert.True(hashes.Add(world.World.StateHash()));
        }

        Recipe recipe = Recipe.Read(world.Recipe.ToJson(), "recipe");
        Assert.Equal(actions, recipe.Actions.Select(timed => timed.Action));
        Assert.Equal(world.World.StateHash(), Repeat(device, recipe));
        Assert.NotEqual(world.World.StateHash(), Repeat(device, recipe with { Actions = [.. recipe.Actions.Skip(1)] }));
    }

    /// <summary>A saved world that goes on with another seed still knows how it came to be.</summary>
    [Fact]
    public void Another_seed_is_no_secret()
    {
        using ConfiguredWorld world = Begin("cpu", steps: 2);
        EcoFile.Save(folder["a.eco"], world);
        using ConfiguredWorld gone = new SavedWorld(folder["a.eco"], "Seed=5").Open(Devices.Open("cpu"), _ => { });
        gone.Step();
        Assert.True(gone.KnowsItsPast);
        Assert.Equal(gone.World.StateHash(), Repeat("cpu", gone.Recipe));
    }

    /// <summary>What says less than it should is refused.</summary>
    [Theory]
    [InlineData("""{ "after": 0, "newWeather": { } }""", "needs 'seed'")]
    [InlineData("""{ "after": 0, "newWeather": { "seed": -1 } }""", "must be a whole number")]
    [InlineData("""{ "after": 0, "renewNetworks": 5 }""", "must be an object")]
    [InlineData("""{ "after": 0, "shakeWeights": { "seed": 5 } }""", "needs 'sigma'")]
    [InlineData("""{ "after": 0, "shakeWeights": { "seed": 5, "sigma": -1 } }""", "between 0 and 10")]
    public void Less_is_refused(string action, string reason)
    {
        string recipe = $$"""{ "version": 1, "start": { }, "steps": 0, "actions": [{{action}}] }""";
        Assert.Contains(reason, Assert.Throws<UserException>(() => Recipe.Read(recipe, "recipe")).Message, StringComparison.Ordinal);
    }

    private static ConfiguredWorld Begin(string device, int steps)
    {
        ConfiguredWorld world = new(Devices.Open(device), new RunConfiguration(LearningWorlds.Tiny, [], []));
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        return world;
    }

    private static string Repeat(string device, Recipe recipe)
    {
        using WorldRun run = new(new RunTask(new NewWorld(recipe), recipe.Steps, Repeats: true), Devices.Open(device), [], _ => { });
        return run.Run(_ => { }, TestContext.Current.CancellationToken).StateHash;
    }

    private static float[] WeightsOf(World world) => world.Body.Species.Networks.Weights.ReadAll(world.Launcher.Flush());
}
