using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Experiments;

/// <summary>What an experiment says.</summary>
public class ExperimentTests
{
    private const string Whole = """
        { "name": "edge", "seed": 7, "world": { "preset": "edge-of-chaos", "GridWidth": 64, "GridHeight": 64, "schedule": [] },
          "genes": { "GrowthGateSteepness": { "log": [2, 30] }, "LearningRate[each]": { "log": [1e-6, 1e-2] } },
          "observe": { "burnIn": 30, "frames": 4, "every": 5, "damage": true }, "seeds": 2, "weather": 3, "common": false,
          "search": { "method": "map-elites", "axes": { "borders": 16, "damage": 8 }, "quality": "-churn" },
          "budget": { "trials": 200 }, "window": 16, "baseline": "random", "repeats": 3, "maxSeconds": 60 }
        """;

    private const string Least = """{ "genes": { "GrowthGateSteepness": { "log": [2, 30] } } }""";

    /// <summary>What is written is read back as the same, and says everything.</summary>
    [Theory]
    [InlineData(Whole)]
    [InlineData(Least)]
    [InlineData("""{ "genes": { "GrowthGateSteepness": { "values": [2, 4] } }, "design": "grid" }""")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "features": ["borders", "drift"], "cells": 99 } }""")]
    public void Experiments_are_read_back(string json)
    {
        Experiment read = Experiment.Read(json, "test");
        string written = read.ToJson().ToJsonString();
        Assert.Equal(written, Experiment.Read(written, "again").ToJson().ToJsonString());
        Assert.Contains("\"window\"", written, StringComparison.Ordinal);
    }

    /// <summary>What nobody says has values that suit who is unsure.</summary>
    [Fact]
    public void What_is_left_open_is_usual()
    {
        Experiment read = Experiment.Read(Least, "test");
        Assert.Equal(3, read.Worlds);
        Assert.Equal(1, read.Weathers);
        Assert.Equal(1000, read.Trials);
        Assert.Equal(64, read.Window);
        Assert.Equal("dominated", read.Search!.Method);
        Assert.False(read.Observation.Damage);
        Assert.Equal(531, read.Observation.Steps);
        Assert.Equal("dominated", Assert.Single(read.Arms).Name);
    }

    /// <summary>Baselines and repeats are searches beside the one that counts.</summary>
    [Fact]
    public void Searches_are_compared_with_others()
    {
        Experiment read = Experiment.Read(Whole, "test");
        Assert.Equal(["map-elites", "random", "map-elites-2", "random-2", "map-elites-3", "random-3"], read.Arms.Select(arm => arm.Name));
        Assert.Equal([7UL, 7, 8, 8, 9, 9], read.Arms.Select(arm => arm.Seed));
        Assert.Equal([true, false, false, false, false, false], read.Arms.Select(arm => arm.IsMain));
        Assert.Equal([false, true, false, true, false, true], read.Arms.Select(arm => arm.IsBaseline));
    }

    /// <summary>A grid has as many trials as its levels have combinations.</summary>
    [Fact]
    public void Grids_count_themselves()
    {
        const string levels = """{ "GrowthGateSteepness": { "log": [2, 30], "levels": 5 }, "LearnInterval": { "values": [1, 2, 8] } }""";
        Assert.Equal(15, Experiment.Read($$"""{ "genes": {{levels}}, "design": "grid" }""", "test").Trials);
        Assert.Contains("has 15 trials", Refused($$"""{ "genes": {{levels}}, "design": "grid", "budget": { "trials": 9 } }"""), StringComparison.Ordinal);
    }

    /// <summary>A Saltelli design has whole groups, or says what would be one.</summary>
    [Fact]
    public void Saltelli_designs_have_whole_groups()
    {
        const string genes = """{ "GrowthGateSteepness": { "log": [2, 30] }, "SunPenalty": { "uniform": [0, 1] }, "LearnInterval": { "values": [1, 2, 8] } }""";
        Assert.Equal(100, Experiment.Read($$"""{ "genes": {{genes}}, "design": "saltelli" }""", "test").Trials);
        Assert.Equal(45, Experiment.Read($$"""{ "genes": {{genes}}, "design": "saltelli", "budget": { "trials": 45 } }""", "test").Trials);
        Assert.Contains(
            "has trials in groups of 5; after 46 the next number is 50",
            Refused($$"""{ "genes": {{genes}}, "design": "saltelli", "budget": { "trials": 46 } }"""),
            StringComparison.Ordinal);
    }

    /// <summary>Seeds of worlds are the same for all trials, or for none.</summary>
    [Fact]
    public void Worlds_have_seeds()
    {
        WorldSeeds common = new(7, AreCommon: true);
        Assert.Equal(common.Of(0, 1), common.Of(5, 1));
        Assert.NotEqual(common.Of(0, 0), common.Of(0, 1));
        WorldSeeds own = new(7, AreCommon: false);
        Assert.NotEqual(own.Of(0, 1), own.Of(5, 1));
        Assert.NotEqual(common.Of(0, 0), new WorldSeeds(8, AreCommon: true).Of(0, 0));
        Assert.Equal(common.OfWeather(0, 1), common.OfWeather(5, 1));
        Assert.NotEqual(own.OfWeather(0, 1), own.OfWeather(5, 1));
        Assert.Equal(4, new HashSet<ulong> { common.Of(0, 0), common.Of(0, 1), common.OfWeather(0, 0), common.OfWeather(0, 1) }.Count);
        Assert.True(common.Of(0, 0) > uint.MaxValue || common.Of(0, 1) > uint.MaxValue);
    }

    /// <summary>What cannot be is refused in a line that says what would be right.</summary>
    [Theory]
    [InlineData("""{ }""", "needs 'genes'")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "sseeds": 3 }""", "did you mean seeds?")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "seeds": 0 }""", "seeds must be a whole number")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "world": { "preset": "nowhere" } }""", "there is no preset 'nowhere'")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "world": { "GridWith": 9 } }""", "did you mean GridWidth?")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "method": "map-elite" } }""", "did you mean map-elites?")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "axes": { "border": 16 } } }""", "did you mean borders?")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "seeds": 40, "weather": 26 }""", "40 seeds of 26 weathers each are 1040")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "weather": 0 }""", "weather must be a whole number")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "seeds": 1 }""", "there must be 2 or more")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "axes": { "damage": 16 } }, "observe": { "damage": false } }""", "do not switch damage off")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "design": "grid" }""", "give it 'levels'")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "design": "halton", "search": { } }""", "give one of them")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "design": "halton", "baseline": "random" }""", "a design is no search")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "observe": { "frames": 1 } }""", "observe.frames must be")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "budget": { "trials": -1 } }""", "budget.trials must be")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "method": "population" }, "seeds": 2 }""", "'seeds' is 1")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "method": "population" }, "window": 8 }""", "'window' is the number of slots")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "population": { "slots": 1 } } }""", "search.population.slots must be")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "population": { "heredity": "mendel" } } }""", "lamarck, darwin, noise")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "search": { "population": { "score": ["size"] } } }""", "novelty, quality")]
    [InlineData("""{ "genes": { "NetworkDepth": { "integer": [1, 3] } }, "search": { "method": "population" } }""", "makes parts of a world anew")]
    [InlineData("""{ "genes": { "SunPenalty": { "schedule": { "pieces": 2, "uniform": [0, 1], "until": 9 } } }, "search": { "method": "population" } }""", "has a schedule")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "baseline": "single" }""", "live on from trial to trial")]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "baseline": ["random", "random"] }""", "names a search twice")]
    public void What_cannot_be_is_refused(string json, string reason) => Assert.Contains(reason, Refused(json), StringComparison.Ordinal);

    /// <summary>An experiment that differs from the one that was begun says in what.</summary>
    [Fact]
    public void Differences_are_named()
    {
        Experiment experiment = Experiment.Read(Whole, "test");
        StoredExperiment stored = StoredExperiment.Read(new StoredExperiment(experiment, new Origin("0.1.0", "cpu-fma")).ToJson(), "stored");
        Assert.Equal(new Origin("0.1.0", "cpu-fma"), stored.Origin);
        Assert.Empty(stored.DifferencesFrom(experiment));
        Experiment other = Experiment.Read(Whole.Replace("\"window\": 16", "\"window\": 32", StringComparison.Ordinal), "test");
        Assert.Equal(["window: 16 there, 32 here"], stored.DifferencesFrom(other));
        Assert.Throws<UserException>(() => StoredExperiment.Read(experiment.ToJson().ToJsonString(), "bare"));
    }

    /// <summary>What options say takes the place of what a file says.</summary>
    [Fact]
    public void Drafts_take_what_is_said_last()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["edge.json"], Whole);
        ExperimentDraft draft = ExperimentDraft.Load(folder["edge.json"]);
        draft.Say(5, "budget", "trials");
        draft.Say(9, "observe", "burnIn");
        draft.Vary("GrowthGateSteepness=3..5");
        Experiment experiment = draft.Finish();
        Assert.Equal(5, experiment.Trials);
        Assert.Equal(9, experiment.Observation.BurnIn);
        Assert.Equal(4, experiment.Observation.Frames);
        Assert.Equal("4", experiment.Genes.Describe([0.5f, .. new float[5]])["GrowthGateSteepness"]);
        Assert.Equal(64, experiment.World.Parameters.GridWidth);
    }

    private static string Refused(string json) => Assert.Throws<UserException>(() => Experiment.Read(json, "test")).Message;
}
