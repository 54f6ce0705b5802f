using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using Xunit;

namespace GpuEcosystem.Tests.Recipes;

/// <summary>The schema of recipes is published, and knows what can happen in one.</summary>
public sealed class RecipeSchemaTests
{
    [Fact]
    public void The_published_schema_is_current() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "recipe.schema.json"), RecipeSchema.Generate());

    [Fact]
    public void All_parameters_can_be_set()
    {
        JsonNode action = JsonNode.Parse(RecipeSchema.Generate())!["properties"]!["actions"]!["items"]!;
        Assert.Equal(
            ["after", "by", "set", "stroke", "seeds", "newWeather", "renewNetworks", "shakeWeights", "do"], action["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(
            RunConfigurationSchema.Parameters.Select(one => one.Parameter.Name),
            action["properties"]!["set"]!["properties"]!.AsObject().Select(property => property.Key));
    }
}
