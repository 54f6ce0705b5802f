using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using Xunit;

namespace GpuEcosystem.Tests.Parameters;

public sealed class RunConfigurationSchemaTests
{
    [Fact]
    public void ThePublishedSchemaIsCurrent()
    {
        string path = Path.Combine(FindRepository(), "docs", "config.schema.json");
        string generated = RunConfigurationSchema.Generate();
        bool current = File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == generated;
        if (!current)
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(current, $"{path} was out of date; it has been generated anew, to be reviewed and kept.");
    }

    [Fact]
    public void TheSchemaKnowsEveryParameter()
    {
        JsonObject properties = JsonNode.Parse(RunConfigurationSchema.Generate())!["properties"]!.AsObject();
        Assert.Equal(
            ParameterCatalogue.All.Select(parameter => parameter.Name).Concat(["$schema", "schedule", "walls"]).Order(),
            properties.Select(property => property.Key).Order());
        Assert.Equal(0.999, (double)properties["WinRateMemory"]!["maximum"]!);
        Assert.Equal(8, (int)properties["NetworkWidth"]!["multipleOf"]!);
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

    private static string FindRepository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return folder.FullName;
    }
}
