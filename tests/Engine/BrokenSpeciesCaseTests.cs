using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The self-check finds a device on which species of gates do something else than in the recorded case.</summary>
public sealed class BrokenSpeciesCaseTests : IDisposable
{
    private static readonly string original = Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", "species-logic");

    private readonly TemporaryFolder folder = new();
    private readonly JsonNode description = JsonNode.Parse(File.ReadAllText(Path.Combine(original, "case.json")))!;
    private readonly byte[] values = File.ReadAllBytes(Path.Combine(original, "tensors.f32"));

    public void Dispose() => folder.Dispose();

    /// <summary>An unchanged copy passes.</summary>
    [Fact]
    public void An_unchanged_case_passes() => Assert.Equal("ok", Run());

    /// <summary>Gates that are others.</summary>
    [Theory]
    [InlineData("weight.2.perceive3")]
    [InlineData("weight.2.update0")]
    [InlineData("weight.2.update2")]
    public void Other_gates_fail(string tensor)
    {
        Tensor(tensor).Reverse();
        Assert.StartsWith("updates[", Run(), StringComparison.Ordinal);
    }

    /// <summary>Wires that lead elsewhere, or nowhere.</summary>
    [Fact]
    public void Other_wires_fail()
    {
        Span<float> wires = Tensor("weight.2.wires.update2");
        wires[..(wires.Length / 2)].Reverse();
        Assert.StartsWith("updates[", Run(), StringComparison.Ordinal);
    }

    /// <summary>A rule of gates that is another shows where it should.</summary>
    [Theory]
    [InlineData("gateMode", "\"soft\"", "updates[")]
    [InlineData("gateTemperature", "1.02", "grad.2.")]
    public void Other_rules_fail(string parameter, string value, string found)
    {
        description["parameters"]!["networks"]![1]![parameter] = JsonNode.Parse(value);
        Assert.StartsWith(found, Run(), StringComparison.Ordinal);
    }

    /// <summary>A gradient that is 1 % off, or no number, is found among all.</summary>
    [Theory]
    [InlineData("grad.2.perceive0", 1.01f)]
    [InlineData("grad.2.update2", 1.01f)]
    [InlineData("grad.2.update1", float.NaN)]
    [InlineData("grad.3.decoder", 1.01f)]
    public void Other_gradients_fail(string tensor, float factor)
    {
        foreach (ref float value in Tensor(tensor))
        {
            value *= factor;
        }

        Assert.StartsWith(tensor, Run(), StringComparison.Ordinal);
    }

    /// <summary>What makes no world is refused in a line.</summary>
    [Fact]
    public void A_case_that_makes_no_world_is_refused()
    {
        description["parameters"]!["networks"]!.AsArray().RemoveAt(2);
        Assert.EndsWith("parameters.networks are 2, expected one for each of 3 species", Assert.Throws<InvalidDataException>(Run).Message, StringComparison.Ordinal);
    }

    private string Run()
    {
        File.WriteAllText(folder["case.json"], description.ToJsonString());
        File.WriteAllBytes(folder["tensors.f32"], values);
        return ConformanceRunner.Run(Devices.Open("cpu"), Path.GetDirectoryName(folder["case.json"])!).Message;
    }

    private Span<float> Tensor(string name)
    {
        JsonNode place = description["tensors"]![name]!;
        int count = place["shape"]!.AsArray().Aggregate(1, (product, side) => product * (int)side!);
        return MemoryMarshal.Cast<byte, float>(values.AsSpan()).Slice((int)place["offset"]!, count);
    }
}
