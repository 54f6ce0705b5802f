using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class RunConfigurationSchemaTests
{
    [Fact]
    public void ThePublishedSchemaIsCurrent() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "config.schema.json"), RunConfigurationSchema.Generate());

    [Fact]
    public void TheSchemaKnowsEveryParameter()
    {
        JsonObject properties = JsonNode.Parse(RunConfigurationSchema.Generate())!["properties"]!.AsObject();
        Assert.Equal(
            RunConfigurationSchema.Parameters.Select(one => one.Parameter.Name).Concat(["$schema", "Rules", "steps", "schedule", "walls"]).Order(),
            properties.Select(property => property.Key).Order());
        Assert.All(RuleSets.All.SelectMany(rules => rules.Catalogue.All), parameter => Assert.True(properties.ContainsKey(parameter.Name)));
        Assert.Equal(0.999, (double)properties["WinRateMemory"]!["maximum"]!);
        Assert.Equal(8, (int)properties["NetworkWidth"]!["anyOf"]![0]!["multipleOf"]!);
        Assert.Equal(5, properties["Optimizer"]!["anyOf"]![1]!["items"]!["enum"]!.AsArray().Count);
    }

    [Fact]
    public void OnlyLiveParametersCanBeScheduled()
    {
        JsonNode schema = JsonNode.Parse(RunConfigurationSchema.Generate())!;
        JsonObject set = schema["properties"]!["schedule"]!["items"]!["properties"]!["set"]!["properties"]!.AsObject();
        Assert.True(set.ContainsKey("GrowthGateSteepness"));
        Assert.False(set.ContainsKey("GridWidth"));
        Assert.False(set.ContainsKey("Seed"));
    }
}
