using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using Xunit;

namespace GpuEcosystem.Tests.Reference;

/// <summary>Well-formed cases load; of malformed ones the message names folder and field.</summary>
public sealed class ConformanceCaseTests : IDisposable
{
    private static readonly string Original = Path.Combine(AppContext.BaseDirectory, "conformance", "two-species");

    private readonly string folder = Directory.CreateTempSubdirectory("conformance-case-").FullName;

    /// <summary>Copies a case that a test may break.</summary>
    public ConformanceCaseTests()
    {
        foreach (var file in Directory.GetFiles(Original))
        {
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllBytes(file));
        }
    }

    private string CaseFile => Path.Combine(folder, "case.json");

    private string TensorFile => Path.Combine(folder, "tensors.f32");

    /// <summary>Removes the copy.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Name, parameters and tensors are those of the files.</summary>
    [Fact]
    public void Reads_a_case()
    {
        var test = ConformanceCase.Load(folder);

        Assert.Equal("two-species", test.Name);
        Assert.Equal(2, test.Parameters.Species);
        Assert.Equal(Coupling.Independent, test.Parameters.Coupling);
        Assert.Equal(CompetitionMode.Full, test.Parameters.Competition);
        Assert.Equal(SimilarityKind.Cosine, test.Parameters.Similarity);
        Assert.Equal(SunMode.Global, test.Parameters.SunMode);
        Assert.Equal(0.56, test.Parameters.UpdateProbability);
        Assert.Equal(new ConformancePatch(0, 0, 14, 12), test.Parameters.Patch);
        Assert.True(test.Has("grid"));
        Assert.False(test.Has("winRate"));
        Assert.Equal([7, 12, 14], test.Tensor("grid").Shape);
        Assert.Equal(7 * 12 * 14, test.Tensor("grid").Values.Length);
        Assert.Equal(BitConverter.ToSingle(File.ReadAllBytes(TensorFile), 1344 * 4), test.Tensor("sunBase").Values[0]);
    }

    /// <summary>The values of choices that the copied case does not use.</summary>
    [Fact]
    public void Reads_other_choices()
    {
        Change(json =>
        {
            json["parameters"]!["competition"] = "meanField";
            json["parameters"]!["similarity"] = "dot";
            json["parameters"]!["gradient"] = false;
            json["parameters"]!["patch"] = null;
        });

        var parameters = ConformanceCase.Load(folder).Parameters;

        Assert.Equal(CompetitionMode.MeanField, parameters.Competition);
        Assert.Equal(SimilarityKind.Dot, parameters.Similarity);
        Assert.Null(parameters.Patch);
    }

    /// <summary>A tensor that the case does not hold.</summary>
    [Fact]
    public void Names_a_missing_tensor()
    {
        var test = ConformanceCase.Load(folder);

        Assert.Contains("tensors.winRate is missing", Message(() => test.Tensor("winRate")));
    }

    /// <summary>Files or the whole folder are not there.</summary>
    [Fact]
    public void Names_a_missing_file()
    {
        File.Delete(TensorFile);
        Assert.Contains("tensors.f32 is missing", LoadMessage());
        File.Delete(CaseFile);
        Assert.Contains("case.json is missing", LoadMessage());
        Assert.Contains("case.json is missing", Message(() => ConformanceCase.Load(Path.Combine(folder, "none"))));
    }

    /// <summary>Text that is not the JSON of a case.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"name\": \"two")]
    [InlineData("{}")]
    [InlineData("{ \"name\": null, \"parameters\": null, \"tensors\": null }")]
    public void Names_broken_json(string text)
    {
        File.WriteAllText(CaseFile, text);

        Assert.Contains("case.json", LoadMessage());
    }

    /// <summary>Parameters that cannot be right.</summary>
    [Theory]
    [InlineData("species", "0")]
    [InlineData("species", "2.5")]
    [InlineData("species", "\"NaN\"")]
    [InlineData("species", "99999999999")]
    [InlineData("species", "100000")]
    [InlineData("hiddenChannels", "-1")]
    [InlineData("stateChannels", "5")]
    [InlineData("kernelSize", "4")]
    [InlineData("coupling", "\"loose\"")]
    [InlineData("coupling", "1")]
    [InlineData("temperature", "1e999")]
    [InlineData("temperature", "null")]
    [InlineData("patch", "null")]
    [InlineData("patch", "{ \"x\": 2147483647, \"y\": 0, \"width\": 2147483647, \"height\": 1 }")]
    [InlineData("patch", "{ \"x\": 0, \"y\": 0 }")]
    public void Names_a_wrong_parameter(string name, string value)
    {
        Change(json => json["parameters"]![name] = JsonNode.Parse(value));

        Assert.Contains($"parameters.{name}", LoadMessage());
    }

    /// <summary>A parameter that is left out.</summary>
    [Fact]
    public void Names_a_missing_parameter()
    {
        Change(json => json["parameters"]!.AsObject().Remove("growthCurve"));

        Assert.Contains("growthCurve", LoadMessage());
    }

    /// <summary>Places that are outside the file, or contradict the parameters.</summary>
    [Theory]
    [InlineData("grid", "{ \"shape\": [7, 12, 15], \"offset\": 0 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, 14], \"offset\": -1 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, 14], \"offset\": 7092 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, 14], \"offset\": 9223372036854775807 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, 14], \"offset\": 9223372036854775808 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, \"NaN\"], \"offset\": 0 }")]
    [InlineData("grid", "{ \"shape\": [7, 12, 0.5], \"offset\": 0 }")]
    [InlineData("grid", "{ \"shape\": null, \"offset\": 0 }")]
    [InlineData("grid", "{ \"offset\": 0 }")]
    [InlineData("grid", "null")]
    [InlineData("other", "{ \"shape\": [0], \"offset\": 0 }")]
    [InlineData("other", "{ \"shape\": [-1, -1], \"offset\": 0 }")]
    [InlineData("other", "{ \"shape\": [2147483647, 2147483647, 2147483647, 2147483647], \"offset\": 0 }")]
    public void Names_a_wrong_tensor(string name, string value)
    {
        Change(json => json["tensors"]![name] = JsonNode.Parse(value));

        Assert.Contains($"tensors.{name}", LoadMessage());
    }

    /// <summary>The values end early, or in the middle of a number.</summary>
    [Fact]
    public void Names_a_truncated_file()
    {
        var bytes = File.ReadAllBytes(TensorFile);
        File.WriteAllBytes(TensorFile, bytes[..^1]);
        Assert.Contains("tensors.f32", LoadMessage());
        File.WriteAllBytes(TensorFile, bytes[..^4]);
        Assert.Contains("tensors.grad.sunParams", LoadMessage());
    }

    private void Change(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(CaseFile))!;
        change(json);
        File.WriteAllText(CaseFile, json.ToJsonString());
    }

    private string LoadMessage() => Message(() => ConformanceCase.Load(folder));

    private string Message(Action load)
    {
        var message = Assert.Throws<InvalidDataException>(load).Message;
        Assert.Contains(folder, message);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
