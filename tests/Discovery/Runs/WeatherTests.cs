using System.Collections.Immutable;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>Worlds of one seed with several weathers.</summary>
public class WeatherTests
{
    private const string Sweep = """
        { "seed": 3, "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 },
          "genes": { "GrowthGateSteepness": { "log": [2, 30], "levels": 2 } },
          "observe": { "burnIn": 6, "frames": 3, "every": 2 }, "design": "grid", "seeds": 2, "weather": 2 }
        """;

    /// <summary>
    /// Worlds of one seed are the same before the burn-in ends and others after it; their recipes repeat them, and variances are split in
    /// four.
    /// </summary>
    [Fact]
    public void Weather_begins_after_the_burn_in()
    {
        using TemporaryFolder folder = new();
        TinyExperiment.Work(folder.Path, Sweep);
        using CampaignResults results = TinyExperiment.Read(folder.Path);
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        ImmutableArray<Outcome> outcomes = results.Main.Trials[0].Outcomes;
        Assert.Equal(4, outcomes.Length);
        Assert.Equal(outcomes[0].WorldSeed, outcomes[1].WorldSeed);
        Assert.Equal(outcomes[2].WorldSeed, outcomes[3].WorldSeed);
        Assert.NotEqual(outcomes[0].WorldSeed, outcomes[2].WorldSeed);
        string[] before = [.. outcomes.Select(outcome => HashBeforeWeather(results.RecipeOf(outcome.Run), device))];
        Assert.Equal(before[0], before[1]);
        Assert.Equal(before[2], before[3]);
        Assert.NotEqual(before[0], before[2]);
        Assert.Equal(4, outcomes.Select(outcome => outcome.StateHash).Distinct().Count());
        Assert.All(outcomes, outcome => Assert.True(Replay.Of(results, outcome, device, TestContext.Current.CancellationToken).IsSame));
        Assert.All(results.SeedOrRules, one => Assert.Equal((2, 2, 2), (one.Split.Rules, one.Split.Seeds, one.Split.Weathers)));
        Assert.All(results.SeedOrRules, one => Assert.NotNull(one.Split.Weather));
    }

    private static string HashBeforeWeather(Recipe recipe, ComputeDevice device)
    {
        TimedAction weather = Assert.Single(recipe.Actions);
        Assert.Equal(6, weather.StepsTaken);
        using WorldRun run = new(new RunTask(new NewWorld(recipe), 5, Repeats: true), device, [], _ => { });
        return run.Run(_ => { }, TestContext.Current.CancellationToken).StateHash;
    }
}
