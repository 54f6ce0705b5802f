using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The self-check that users run finds a device that computes something else than the recorded case.</summary>
public sealed class BrokenCaseTests : IDisposable
{
    private static readonly string original = Path.Combine(AppContext.BaseDirectory, "conformance", "dot-product");

    private readonly string folder = Directory.CreateTempSubdirectory("broken-case-").FullName;
    private readonly JsonNode description = JsonNode.Parse(File.ReadAllText(Path.Combine(original, "case.json")))!;
    private readonly byte[] values = File.ReadAllBytes(Path.Combine(original, "tensors.f32"));

    /// <summary>Removes the broken copy.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>An unchanged copy passes.</summary>
    [Fact]
    public void An_unchanged_case_passes() => Assert.True(Run(forwardOnly: false).Passed);

    /// <summary>One weight that is 1 % off shows in what the networks propose.</summary>
    [Theory]
    [InlineData("weight.encoder")]
    [InlineData("weight.expand0")]
    [InlineData("weight.depthwise0")]
    [InlineData("weight.project0")]
    [InlineData("weight.decoder")]
    public void A_changed_weight_fails(string tensor)
    {
        Span<float> weights = Tensor(tensor);
        int largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            largest = Math.Abs(weights[i]) > Math.Abs(weights[largest]) ? i : largest;
        }

        weights[largest] *= 1.01f;
        AssertFails("updates");
    }

    /// <summary>A depthwise kernel that lies the wrong way round.</summary>
    [Fact]
    public void A_turned_kernel_fails()
    {
        Tensor("weight.depthwise0")[..9].Reverse();
        AssertFails("updates");
    }

    /// <summary>A rule that is 1 % off shows in the next grid.</summary>
    [Theory]
    [InlineData("temperature")]
    [InlineData("concentrationTemperature")]
    [InlineData("minOccupancy")]
    [InlineData("diversityWeight")]
    [InlineData("growthGateSteepness")]
    public void A_changed_rule_fails(string parameter)
    {
        JsonNode parameters = description["parameters"]!;
        parameters[parameter] = 1.01 * (double)parameters[parameter]!;
        AssertFails("nextGrid");
    }

    /// <summary>A single cell that updates and should not.</summary>
    [Fact]
    public void A_cell_too_many_fails()
    {
        Span<float> uniforms = Tensor("uniform.0");
        int kept = uniforms.IndexOfAnyInRange(0.9f, 1f);
        uniforms[kept] = 0;
        AssertFails("nextGrid");
    }

    /// <summary>A number that is not one never passes, on either side.</summary>
    [Theory]
    [InlineData("nextGrid", "nextGrid")]
    [InlineData("grid", "updates")]
    public void A_number_that_is_not_finite_fails(string tensor, string found)
    {
        Tensor(tensor)[^1] = float.NaN;
        AssertFails(found);
    }

    /// <summary>Learning is checked as well: a gradient that is 1 % off, and a loss.</summary>
    [Theory]
    [InlineData("grad.encoder", "gradient of encoder")]
    [InlineData("grad.project0", "gradient of project0")]
    [InlineData("grad.sunParams", "gradient of sunParams")]
    [InlineData("loss", "loss")]
    public void A_changed_gradient_fails(string tensor, string found)
    {
        foreach (ref float value in Tensor(tensor))
        {
            value *= 1.01f;
        }

        AssertFails(found, forwardOnly: false);
        Assert.True(Run(forwardOnly: true).Passed);
    }

    private void AssertFails(string tensor, bool forwardOnly = true)
    {
        CaseResult result = Run(forwardOnly);

        Assert.False(result.Passed);
        Assert.StartsWith(tensor, result.Message);
    }

    private CaseResult Run(bool forwardOnly)
    {
        File.WriteAllText(Path.Combine(folder, "case.json"), description.ToJsonString());
        File.WriteAllBytes(Path.Combine(folder, "tensors.f32"), values);
        return ConformanceRunner.Run(Devices.Open("cpu"), folder, forwardOnly);
    }

    private Span<float> Tensor(string name)
    {
        JsonNode place = description["tensors"]![name]!;
        int length = place["shape"]!.AsArray().Aggregate(1, (product, size) => product * (int)size!);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(values.AsSpan()).Slice((int)place["offset"]!, length);
    }
}
