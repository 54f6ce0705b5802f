using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>Worlds that live on from trial to trial do so whoever runs them, and their recipes know all of their lives.</summary>
public sealed class PopulationRunTests : IDisposable
{
    private const int Slots = 4;
    private const int Trials = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>One worker, lanes, and workers that come and go come to one archive.</summary>
    [Fact]
    public void Whoever_runs_them_they_become_the_same()
    {
        TinyExperiment.Work(folder["alone"], Search("noise"));
        TinyExperiment.Work(folder["going"], Search("noise"), lanes: 2, runs: Slots + 1);
        TinyExperiment.Work(folder["going"], Search("noise"), runs: Slots);
        TinyExperiment.Work(folder["going"], Search("noise"), lanes: 2);
        Assert.Equal(TinyExperiment.ArchiveHash(folder["alone"]), TinyExperiment.ArchiveHash(folder["going"]));
    }

    /// <summary>What copies take over makes them other worlds, and all repeat by their recipes, whatever they took over.</summary>
    [Fact]
    public void Recipes_know_all_of_a_life()
    {
        string[] hashes = [.. ((string[])["lamarck", "darwin", "noise"]).Select(heredity =>
        {
            TinyExperiment.Work(folder[heredity], Search(heredity));
            using CampaignResults results = TinyExperiment.Read(folder[heredity]);
            using ComputeDevice device = DeviceCatalogue.Open("cpu");
            Outcome[] outcomes = [.. results.Main.Trials.Select(trial => trial.Outcomes[0])];
            Assert.All(outcomes[^Slots..], outcome => Assert.True(Replay.Of(results, outcome, device, TestContext.Current.CancellationToken).IsSame));
            Assert.Contains(outcomes, outcome => outcome.From is int from && from % Slots != outcome.Run.Trial % Slots);
            Assert.All(outcomes.Where(outcome => outcome.From is not null), outcome => Assert.Equal(outcome.From, outcome.Parents[0]));
            return results.Main.ArchiveHash;
        })];
        Assert.Equal(3, hashes.Distinct().Count());
    }

    /// <summary>Of the worlds only those stay that somebody could still go on with, and those of the last trials.</summary>
    [Fact]
    public void Worlds_are_not_kept_for_ever()
    {
        TinyExperiment.Work(folder.Path, Search("lamarck"), lanes: 2);
        string[] kept = [.. Directory.GetFiles(folder["worlds/00"]).Select(file => Path.GetFileName(file)).Order()];
        Assert.Equal(Enumerable.Range(Trials - 3 * Slots, 3 * Slots).Select(trial => $"{trial:D6}.0.eco"), kept);
    }

    /// <summary>A world that is gone is an error of the store, and no trial's end.</summary>
    [Fact]
    public void A_lost_world_ends_the_work()
    {
        TinyExperiment.Work(folder.Path, Search("lamarck"), runs: Slots);
        Directory.Delete(folder["worlds"], recursive: true);
        UserException exception = Assert.Throws<UserException>(() => TinyExperiment.Work(folder.Path, Search("lamarck")));
        Assert.Contains("has lost the world of trial 0", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder[$"outcomes/00/{Slots:D6}.0.json"]));
    }

    private static string Search(string heredity) => $$"""
        { "name": "lives", "seed": 3, "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 },
          "genes": { "GrowthGateSteepness": { "log": [2, 30] }, "LearningRate[each]": { "log": [1e-5, 1e-2] } },
          "observe": { "burnIn": 6, "frames": 3, "every": 2 },
          "search": { "axes": { "borders": 12, "churn": 4 }, "population": { "slots": {{Slots}}, "fraction": 0.5, "heredity": "{{heredity}}" } },
          "budget": { "trials": {{Trials}} } }
        """;
}
