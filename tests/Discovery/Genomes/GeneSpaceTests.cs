using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Genomes;

/// <summary>What the numbers of a genome stand for.</summary>
public class GeneSpaceTests
{
    private static readonly float last = MathF.BitDecrement(1);

    /// <summary>Each prior reaches both of its ends, and lies where its formula says in between.</summary>
    [Theory]
    [InlineData("""{ "GrowthGateSteepness": { "uniform": [2, 30] } }""", "2", "16", "30")]
    [InlineData("""{ "GrowthGateSteepness": { "log": [2, 32] } }""", "2", "8", "32")]
    [InlineData("""{ "TrainRegion": { "integer": [5, 100] } }""", "5", "53", "100")]
    [InlineData("""{ "TrainRegion": { "integer": [4, 64], "log": true } }""", "4", "16", "64")]
    [InlineData("""{ "StateChannels": { "integer": [7, 16] } }""", "8", "12", "16")]
    [InlineData("""{ "Optimizer": { "choice": ["SGD", "Adam"] } }""", "SGD", "Adam", "Adam")]
    [InlineData("""{ "LearnInterval": { "values": [1, 2, 8] } }""", "1", "2", "8")]
    public void Values_lie_where_the_formula_says(string genes, string first, string middle, string end)
    {
        GeneSpace space = Read(genes);
        string name = Assert.Single(space.Genes).Name;
        Assert.Equal(first, space.Describe([0])[name]);
        Assert.Equal(middle, space.Describe([0.5f])[name]);
        Assert.Equal(end, space.Describe([last])[name]);
    }

    /// <summary>What is described is what the world has, for one species and for each.</summary>
    [Fact]
    public void Genes_become_parameters()
    {
        GeneSpace space = Read("""{ "LearningRate[each]": { "log": [1e-6, 1e-2] }, "Optimizer[2]": { "choice": ["SGD", "Adam"] } }""");
        Assert.Equal(6, space.Coordinates.Length);
        RunConfiguration world = space.Express([0, 0.25f, 0.5f, 0.75f, last, 0.9f]);
        float[] rates = [.. Enumerable.Range(1, 5).Select(species => world.Parameters.LearningRate[species])];
        Assert.Equal([1e-6f, 1e-5f, 1e-4f, 1e-3f, 1e-2f], rates);
        Assert.Equal("Adam", world.Parameters.Optimizer[2].ToString());
        Assert.Equal("SGD", world.Parameters.Optimizer[1].ToString());
    }

    /// <summary>A schedule's switches come in order whatever order their numbers are in, between those that the world has.</summary>
    [Fact]
    public void Schedules_become_changes()
    {
        GeneSpace space = Read(
            """{ "GrowthGateSteepness": { "schedule": { "pieces": 3, "log": [2, 32], "until": 600 } } }""",
            """{ "schedule": [ { "step": 200, "set": { "SunPenalty": 2 } } ] }""");
        Assert.Equal(
            ["GrowthGateSteepness.1", "GrowthGateSteepness.2", "GrowthGateSteepness.3", "GrowthGateSteepness.switch1", "GrowthGateSteepness.switch2"],
            space.Coordinates.Select(coordinate => coordinate.Name));
        ImmutableArray<float> genome = [0.5f, 0, last, 0.75f, 0.25f];
        RunConfiguration world = space.Express(genome);
        Assert.Equal([150L, 200L, 450L], world.Schedule.Select(change => change.Step));
        Assert.Equal(["2", "2", "32"], world.Schedule.Select(change => change.Assignments[0].Value));
        Assert.Equal("8, 2 from 150 on, 32 from 450 on", space.Describe(genome)["GrowthGateSteepness"]);
        Assert.Equal("8", world.Parameters.Catalogue.Find("GrowthGateSteepness").Read(world.Parameters));
        world.Validate();
    }

    /// <summary>What cannot be is refused in a line that says what would be right.</summary>
    [Theory]
    [InlineData("""{ "GrowthGateSteepnes": { "log": [2, 30] } }""", "did you mean GrowthGateSteepness?")]
    [InlineData("""{ "GrowthGateSteepness": { "log": [2, 3000] } }""", "must be a value of GrowthGateSteepness")]
    [InlineData("""{ "GrowthGateSteepness": { "log": [30, 2] } }""", "must begin below its end")]
    [InlineData("""{ "GrowthGateSteepness": { "logarithmic": [2, 30] } }""", "needs one of")]
    [InlineData("""{ "GrowthGateSteepness": { "log": [2, 30], "level": 3 } }""", "did you mean levels?")]
    [InlineData("""{ "GrowthGateSteepness[2]": { "log": [2, 30] } }""", "is the same for all species")]
    [InlineData("""{ "LearningRate": { "log": [0, 0.1] } }""", "must begin above 0")]
    [InlineData("""{ "LearningRate[9]": { "log": [0.01, 0.1] } }""", "there is no species 9")]
    [InlineData("""{ "LearnInterval": { "uniform": [5, 10] } }""", "use integer")]
    [InlineData("""{ "StateChannels": { "integer": [9, 9.5] } }""", "holds no multiple of 2")]
    [InlineData("""{ "Optimizer": { "choice": ["SGD", "Adamm"] } }""", "genes.Optimizer.choice[1]")]
    [InlineData("""{ "Optimizer": { "choice": ["SGD", "sgd"] } }""", "has a value twice")]
    [InlineData("""{ "Seed": { "integer": [1, 10] } }""", "cannot be a gene")]
    [InlineData("""{ "StateChannels": { "schedule": { "pieces": 2, "integer": [8, 16], "until": 9 } } }""", "only live parameters change")]
    [InlineData("""{ "SunPenalty": { "schedule": { "pieces": 2, "uniform": [0, 1] } } }""", "needs 'until'")]
    [InlineData("""{ }""", "at least one parameter")]
    public void What_cannot_be_is_refused(string genes, string reason)
    {
        UserException exception = Assert.Throws<UserException>(() => Read(genes));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A command line says what a file says.</summary>
    [Theory]
    [InlineData("GrowthGateSteepness=2..30:log:12", """{"log":[2,30],"levels":12}""")]
    [InlineData("growthgatesteepness=2..30", """{"uniform":[2,30]}""")]
    [InlineData("LearnInterval=5..100:log", """{"integer":[5,100],"log":true}""")]
    [InlineData("LearnInterval=1,2,8", """{"values":[1,2,8]}""")]
    [InlineData("Optimizer[each]=SGD,Adam", """{"choice":["SGD","Adam"]}""")]
    [InlineData("SunPenalty=0..2:pieces=3:until=600", """{"schedule":{"pieces":3,"until":600,"uniform":[0,2]}}""")]
    public void Texts_say_what_files_say(string text, string json)
    {
        (string name, System.Text.Json.Nodes.JsonObject values) = GeneText.Read(text, RunConfiguration.Default.Parameters);
        Assert.Equal(json, values.ToJsonString());
        Assert.NotEmpty(Read($$"""{ "{{name}}": {{values.ToJsonString()}} }""").Genes);
    }

    /// <summary>Texts that say nothing are refused.</summary>
    [Theory]
    [InlineData("GrowthGateSteepness")]
    [InlineData("GrowthGateSteepness=")]
    [InlineData("GrowthGateSteepness=2..x")]
    [InlineData("GrowthGateSteepness=2..30:lin")]
    [InlineData("GrowthGateSteepness=1,,2")]
    [InlineData("Nonsense=1,2")]
    public void Texts_that_say_nothing_are_refused(string text) =>
        Assert.Throws<UserException>(() => GeneText.Read(text, RunConfiguration.Default.Parameters));

    /// <summary>No number has more digits than all systems agree on.</summary>
    [Fact]
    public void Values_have_six_digits()
    {
        GeneSpace space = Read("""{ "LearningRate": { "log": [1e-6, 1e-2] } }""");
        for (int i = 0; i < 1000; i++)
        {
            string value = space.Describe([i / 1000f])["LearningRate"];
            Assert.Equal(value, double.Parse(value, CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture), ignoreCase: true);
        }
    }

    private static GeneSpace Read(string genes, string world = "{ }")
    {
        using JsonDocument document = JsonDocument.Parse(genes);
        return GeneSpace.Read(document.RootElement, RunConfiguration.Default.Read(world, "world"));
    }
}
