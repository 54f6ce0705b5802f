using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Experiments;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Experiments;

/// <summary>The schema of experiments is published, and knows all that an experiment says.</summary>
public class ExperimentSchemaTests
{
    /// <summary>The file in the repository is the one that the code generates.</summary>
    [Fact]
    public void The_published_schema_is_current() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "experiment.schema.json"), ExperimentSchema.Generate());

    /// <summary>Whatever an experiment writes is in it.</summary>
    [Theory]
    [InlineData("""{ "genes": { "SunPenalty": { "uniform": [0, 1] } }, "baseline": "random", "maxSeconds": 5 }""")]
    [InlineData("""{ "genes": { "SunPenalty": { "values": [0, 1] } }, "design": "grid" }""")]
    public void All_that_is_written_is_known(string json)
    {
        JsonObject properties = JsonNode.Parse(ExperimentSchema.Generate())!["properties"]!.AsObject();
        JsonObject written = Experiment.Read(json, "test").ToJson();
        Assert.All(written, property => Assert.True(properties.ContainsKey(property.Key), property.Key));
        foreach (string part in (string[])["observe", "search", "budget"])
        {
            Assert.All(written[part]?.AsObject() ?? [], property => Assert.True(properties[part]!["properties"]!.AsObject().ContainsKey(property.Key)));
        }
    }
}
