using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Outcomes;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Outcomes;

/// <summary>The schema of outcomes is published, and says what is written.</summary>
public sealed class OutcomeSchemaTests
{
    /// <summary>The file in the repository is the one that the code generates.</summary>
    [Fact]
    public void The_published_schema_is_current() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "outcome.schema.json"), OutcomeSchema.Generate());

    /// <summary>In the same order, each with a type that fits, and required unless it may be missing.</summary>
    [Fact]
    public void The_schema_has_what_is_written()
    {
        JsonObject schema = JsonNode.Parse(OutcomeSchema.Generate())!.AsObject();
        JsonObject properties = schema["properties"]!.AsObject();
        JsonObject outcome = JsonNode.Parse(OutcomeJson.Write(SampleOutcome.Of(new RunKey(1, 0)) with { Reason = "none" }))!.AsObject();
        Assert.Equal(properties.Select(property => property.Key), outcome.Select(property => property.Key));
        Assert.Equal(
            properties.Select(property => property.Key).Except(["from", "reason", "recipe"]),
            schema["required"]!.AsArray().Select(name => (string)name!));
        Assert.All(properties, property => Assert.Equal(
            outcome[property.Key]!.GetValueKind().ToString().ToLowerInvariant(),
            ((string?)property.Value!["type"] ?? "object").Replace("integer", "number", StringComparison.Ordinal)));
        Assert.Equal(["ok", "died", "crashed"], properties["status"]!["enum"]!.AsArray().Select(name => (string)name!));
    }
}
