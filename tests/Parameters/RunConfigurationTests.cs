using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class RunConfigurationTests
{
    private const string Everything = """
        {
          "$schema": "config.schema.json",
          "LearningRate": [0.1, 0.2, 0.3],
          "Optimizer": ["SGD", "Adam", "AdamW"],
          "Learns": false,
          "Species": 3,
          "Seed": 18446744073709551615,
          "schedule": [
            { "step": 300, "set": { "GrowthGateSteepness": 4.9, "Learns": [true, false, true] } },
            { "step": 20, "set": { "WinRate": false, "Objective": "OwnGrowth" } }
          ],
          "walls": [ { "from": [0, 0.5], "to": [0.75, 1], "radius": 0.01 } ]
        }
        """;

    [Fact]
    public void AFileSetsWhatItNames()
    {
        RunConfiguration configuration = Read(Everything);
        EcosystemParameters parameters = configuration.Parameters.Ecosystem();
        Assert.Equal(3, parameters.Species);
        Assert.Equal(0.2f, parameters.LearningRate[2]);
        Assert.Equal(OptimizerKind.AdamW, parameters.Optimizer[3]);
        Assert.False(parameters.Learns[1]);
        Assert.Equal(ulong.MaxValue, parameters.Seed);
        Assert.Equal(20f, parameters.GrowthGateSteepness);
        Assert.Equal(new Wall(0f, 0.5f, 0.75f, 1f, 0.01f), Assert.Single(configuration.Walls));
    }

    [Fact]
    public void ScheduledChangesComeInOrder()
    {
        RunConfiguration configuration = Read(Everything);
        Assert.Equal([20, 300], configuration.Schedule.Select(change => change.Step));
        EcosystemParameters first = configuration.Schedule[0].Apply(configuration.Parameters).Ecosystem();
        Assert.False(first.WinRate);
        Assert.Equal(ObjectiveKind.OwnGrowth, first.Objective);
        Assert.Equal(20f, first.GrowthGateSteepness);
        EcosystemParameters second = configuration.Schedule[1].Apply(first);
        Assert.Equal(4.9f, second.GrowthGateSteepness);
        Assert.Equal([true, false, true], Enumerable.Range(1, 3).Select(species => second.Learns[species]));
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        RunConfiguration configuration = Read(Everything);
        string written = configuration.ToJson().ToJsonString();
        RunConfiguration read = Read(written);
        Assert.Equal(configuration.Parameters, read.Parameters);
        Assert.Equal(configuration.Walls, read.Walls);
        Assert.Equal(written, read.ToJson().ToJsonString());
    }

    [Fact]
    public void TheDefaultsAreReadAsTheyAreWritten() => Assert.Equal(
        EcosystemParameters.Default,
        Read(RunConfiguration.Default.ToJson().ToJsonString()).Parameters);

    [Fact]
    public void AFileKeepsWhatItDoesNotName()
    {
        RunConfiguration before = Read(Everything);
        RunConfiguration after = before.Read("""{ "GridWidth": 64, "walls": [] }""", "second.json");
        Assert.Equal(before.Parameters with { GridWidth = 64 }, after.Parameters);
        Assert.Equal(before.Schedule, after.Schedule);
        Assert.Empty(after.Walls);
    }

    /// <summary>Many programs write 3 as 3.0, which to JSON is the same number.</summary>
    [Theory]
    [InlineData("Species", "3.0", "3")]
    [InlineData("Species", "3e0", "3")]
    [InlineData("Species", "30E-1", "3")]
    [InlineData("GridWidth", "64.0", "64")]
    [InlineData("KernelSize", "5.0", "5")]
    [InlineData("Seed", "18446744073709551615", "18446744073709551615")]
    [InlineData("Seed", "18446744073709551615.0", "18446744073709551615")]
    [InlineData("Seed", "9007199254740993.0", "9007199254740993")]
    public void AWholeNumberMayBeWrittenWithAPointOrAnExponent(string name, string written, string value)
    {
        ParameterDescription parameter = RunConfiguration.Default.Parameters.Catalogue.Find(name);
        Assert.Equal(value, parameter.Read(Read($$"""{ "{{name}}": {{written}} }""").Parameters));
        Assert.Equal(value, parameter.Read(RunConfiguration.Default.Parameters.Set($"{name}={written}")));
        RunConfiguration scheduled = Read("""{ "schedule": [{ "step": 3e2, "set": { "LearnInterval": 2.0 } }] }""");
        Assert.Equal(300, scheduled.Schedule.Single().Step);
    }

    /// <summary>An assignment chooses rules as a file does; what both have in common stays.</summary>
    [Fact]
    public void Rules_can_be_assigned()
    {
        RunConfiguration assigned = RunConfiguration.Default.Set("Species=2").Set("rules = petridishduel").Set("UnrollSteps=3");
        RunConfiguration read = Read("""{ "Rules": "PetriDishDuel", "Species": 2, "UnrollSteps": 3 }""");
        Assert.Equal(read.Parameters, assigned.Parameters);
        Assert.Equal("PetriDishDuel", RuleSets.Of(assigned.Parameters).Name);
    }

    [Theory]
    [InlineData("[]", "the configuration must be an object; [] is not")]
    [InlineData("""{ "GrowthGate": 5 }""", "there is no parameter 'GrowthGate'; did you mean GrowthGateSteepness?")]
    [InlineData("""{ "species": 3 }""", "there is no parameter 'species'; did you mean Species?")]
    [InlineData("""{ "Optimizer": "adam" }""", "Optimizer is Adam, letter for letter; \"adam\" is not")]
    [InlineData("""{ "steps": -1 }""", "steps must be a whole number from 0 on, or until: and such a number; -1 is not")]
    [InlineData("""{ "shedule": [] }""", "there is no parameter 'shedule'; did you mean schedule?")]
    [InlineData("""{ "Species": "3" }""", "Species must be a number; \"3\" is not")]
    [InlineData("""{ "Species": 3.5 }""", "Species must be a whole number between 1 and 64; '3.5' is not one")]
    [InlineData("""{ "Seed": 18446744073709551616.0 }""", "Seed must be a whole number between 0 and 18446744073709551615; '18446744073709551616.0' is not one")]
    [InlineData("""{ "KernelSize": 3.5 }""", "KernelSize must be 1, 3, 5 or 7; '3.5' is not")]
    [InlineData("""{ "Species": 70 }""", "Species must lie between 1 and 64; 70 does not")]
    [InlineData("""{ "Species": [3] }""", "Species is the same for all species; [3] is an array")]
    [InlineData("""{ "WinRate": 1 }""", "WinRate must be true or false; 1 is not")]
    [InlineData("""{ "Coupling": true }""", "Coupling must be a name in quotation marks; true is not")]
    [InlineData("""{ "Coupling": null }""", "Coupling must be a name in quotation marks; null is not")]
    [InlineData("""{ "Coupling": "None" }""", "Coupling must be Independent or Shared; 'None' is not")]
    [InlineData("""{ "Dropout": 1e99 }""", "Dropout must lie between 0 and 0.9; Infinity does not")]
    [InlineData("""{ "LearningRate": [0.1, 0.2] }""", "LearningRate has 2 values, but Species is 5")]
    [InlineData("""{ "Species": 2, "LearningRate": [0.1, "x"] }""", "LearningRate[2] must be a number; \"x\" is not")]
    [InlineData("""{ "Species": 2, "LearningRate": [0.1, 2] }""", "LearningRate[2] must lie between 0 and 1; 2 does not")]
    [InlineData("""{ "schedule": {} }""", "schedule must be an array; {} is not")]
    [InlineData("""{ "schedule": [3] }""", "schedule[0] must be an object; 3 is not")]
    [InlineData("""{ "schedule": [{ "step": 3 }] }""", "schedule[0] needs 'set'")]
    [InlineData("""{ "schedule": [{ "stp": 3 }] }""", "schedule[0] does not know 'stp'; did you mean step?")]
    [InlineData("""{ "schedule": [{ "after": 3, "set": {} }] }""", "schedule[0] does not know 'after'; it knows step, set")]
    [InlineData("""{ "walls": [{ "colour": 3 }] }""", "walls[0] does not know 'colour'; it knows from, to, radius")]
    [InlineData("""{ "schedule": [{ "step": -3, "set": {} }] }""", "schedule[0].step must be a whole number from 0 on; -3 is not one")]
    [InlineData("""{ "schedule": [{ "step": 3.5, "set": {} }] }""", "schedule[0].step must be a whole number from 0 on; 3.5 is not one")]
    [InlineData("""{ "schedule": [{ "step": 3, "set": 4 }] }""", "schedule[0].set must be an object; 4 is not")]
    [InlineData("""{ "schedule": [{ "step": 3, "set": { "Dropuot": 0 } }] }""", "there is no parameter 'Dropuot'; did you mean Dropout?")]
    [InlineData("""{ "schedule": [{ "step": 3, "set": { "Dropout": 5 } }] }""", "Dropout must lie between 0 and 0.9; 5 does not")]
    [InlineData(
        """{ "schedule": [{ "step": 3, "set": { "GridWidth": 64 } }] }""",
        "schedule[0] cannot change GridWidth: only live parameters change during a run")]
    [InlineData("""{ "walls": 3 }""", "walls must be an array; 3 is not")]
    [InlineData("""{ "walls": [{ "from": [0, 0], "to": [1, 1] }] }""", "walls[0] needs 'radius'")]
    [InlineData("""{ "walls": [{ "from": [0], "to": [1, 1], "radius": 0 }] }""", "walls[0].from must be [x, y]; [0] is not")]
    [InlineData(
        """{ "walls": [{ "from": [0, 7], "to": [1, 1], "radius": 0 }] }""",
        "walls[0].from[1] must be a number between 0 and 1; 7 is not one")]
    [InlineData(
        """{ "walls": [{ "from": [0, 0], "to": [1, 1], "radius": 0.6 }] }""",
        "walls[0].radius must be a number between 0 and 0.5; 0.6 is not one")]
    public void WhatIsWrongIsNamed(string json, string reason)
    {
        UserException thrown = Assert.Throws<UserException>(() => Read(json));
        Assert.Equal($"world.json: {reason}", thrown.Message);
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{ \"Species\": 3,\n  / two\n }", "line 2, column 3")]
    [InlineData("{ \"Species\": 3,, }", "line 1, column 16")]
    [InlineData("{ \"Species\": ", "line 1, column 14")]
    public void BrokenJsonIsPlaced(string json, string place)
    {
        UserException thrown = Assert.Throws<UserException>(() => Read(json));
        Assert.StartsWith($"world.json: not valid JSON, {place}: ", thrown.Message);
        Assert.DoesNotContain("LineNumber", thrown.Message);
    }

    /// <summary>People note in a file what they tried, and move its lines.</summary>
    [Fact]
    public void ThereMayBeCommentsAndCommasBehindTheLast()
    {
        RunConfiguration read = Read("""
            // A try.
            {
              "Species": 2, /* "Species": 3, */
              "LearningRate": [0.1, 0.2,], // the second learns faster
              "schedule": [{ "step": 3, "set": { "Dropout": 0.1, }, },],
              "walls": [ /* none */ ],
            }
            // The end.
            """);
        Assert.Equal(2, read.Parameters.Species);
        Assert.Equal(0.2f, read.Parameters.LearningRate[2]);
        Assert.Equal(3, read.Schedule.Single().Step);
        Assert.Equal(read.ToJson().ToJsonString(), Read(read.ToJson().ToJsonString()).ToJson().ToJsonString());
    }

    [Fact]
    public void ANameMayStandOnlyOnce()
    {
        UserException thrown = Assert.Throws<UserException>(() => Read("""{ "Species": 3, "Species": 4 }"""));
        Assert.StartsWith("world.json: not valid JSON", thrown.Message);
        Assert.Contains("Species", thrown.Message);
    }

    [Fact]
    public void AScheduleThatLeadsNowhereIsRefused()
    {
        RunConfiguration configuration = Read("""
            { "Coupling": "Shared", "schedule": [{ "step": 7, "set": { "Learns": [true, true, true, true, false] } }] }
            """);
        UserException thrown = Assert.Throws<UserException>(configuration.Validate);
        Assert.StartsWith("schedule, step 7: Learns[5] cannot differ", thrown.Message);
    }

    [Fact]
    public void AFileThatIsNotThereIsNamed()
    {
        using TemporaryFolder folder = new();
        Refused(folder["no.json"], $"there is no file '{folder["no.json"]}'");
        Refused(folder.Path, $"cannot read '{folder.Path}': it is a folder, a file is needed");
        string path = folder.Write("a.json", """{ "Species": 77 }""");
        Refused(path, $"{path}: Species must lie between 1 and 64; 77 does not");
    }

    private static RunConfiguration Read(string json) => RunConfiguration.Default.Read(json, "world.json");

    private static void Refused(string path, string reason) =>
        Assert.Equal(reason, Assert.Throws<UserException>(() => RunConfiguration.Default.Load(path)).Message);
}
