using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Circuits come back from their files as they were, and whatever else such a file holds is refused in one line.</summary>
public sealed class CircuitFileTests : IDisposable
{
    private static readonly StoredCircuit stored = new(ReferenceCircuit.Random(new CircuitShape(2, 3, 2, [16, 8, 4, 2]), 5), true, true, 0.6f);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_circuit_comes_back()
    {
        string path = folder["a.circuit"];
        CircuitFile.Write(path, stored);
        Assert.Equal(stored, CircuitFile.Read(path));
        Assert.Equal(0.6f, CircuitFile.Read(path).FireRate);
        Assert.InRange(File.ReadAllLines(path).Length, 20, 60);
    }

    [Fact]
    public void Logits_come_back()
    {
        StoredCircuit learned = WithLogits();
        string path = folder["a.circuit"];
        CircuitFile.Write(path, learned);
        Assert.Equal(learned, CircuitFile.Read(path));
        Assert.NotEqual(stored, CircuitFile.Read(path));
    }

    /// <summary>Of a file that was cut short nothing is taken, wherever it ends.</summary>
    [Fact]
    public void A_file_that_was_cut_short_is_refused()
    {
        string whole = Text(stored);
        for (int length = 0; length < whole.TrimEnd().Length; length += 37)
        {
            Assert.StartsWith($"'{folder["cut"]}': not valid JSON", Refusal(folder.Write("cut", whole[..length])));
        }
    }

    [Theory]
    [InlineData("format", "\"world\"", "format must be \"GpuEcosystem circuit\"; \"world\" is not")]
    [InlineData("version", "2", "it is of version 2, and this program knows version 1")]
    [InlineData("inputs", "2000000000", "inputs must be a whole number from 1 to 4096; 2000000000 is not one")]
    [InlineData("kernels", "0", "kernels must be a whole number from 1 to 1024; 0 is not one")]
    [InlineData("kernels", "1000", "a layer of 16 gates cannot read 4002 inputs; it needs 2001")]
    [InlineData("updateLayers", "[16, 8, 4]", "update must have 3 entries, and has 4")]
    [InlineData("updateLayers", "[2000000000, 8, 4, 2]", "updateLayers[0] must be a whole number from 1 to 1048576; 2000000000 is not one")]
    [InlineData("updateLayers", "[]", "a circuit needs at least one plane, one kernel with 1 or 2 answers, and one layer")]
    [InlineData("periodic", "1", "periodic must be true or false; 1 is not")]
    [InlineData("fireRate", "0", "fireRate must be a number between 0.01 and 1; 0 is not one")]
    [InlineData("perceive", "{}", "perceive must be a list of layers; {} is not")]
    [InlineData("periodik", "true", "a circuit does not know 'periodik'; did you mean periodic?")]
    public void What_is_wrong_is_named(string property, string value, string reason)
    {
        JsonObject circuit = Json(stored);
        circuit[property] = JsonNode.Parse(value);
        Refused(circuit, reason);
    }

    [Theory]
    [InlineData("a", 18, "update[0].a[1] must be a whole number from 0 to 13; 18 is not one")]
    [InlineData("b", -1, "update[0].b[1] must be a whole number from 0 to 13; -1 is not one")]
    [InlineData("gates", 16, "update[0].gates[1] must be a whole number from 0 to 15; 16 is not one")]
    public void A_number_out_of_range_is_named(string list, int number, string reason)
    {
        JsonObject circuit = Json(stored);
        circuit["update"]![0]![list]![1] = number;
        Refused(circuit, reason);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_named()
    {
        JsonObject circuit = Json(stored);
        circuit["perceive"]![0]!["gates"]!.AsArray().RemoveAt(0);
        Refused(circuit, "perceive[0].gates must have 24 entries, and has 23");

        circuit = Json(stored);
        circuit.Remove("periodic");
        Refused(circuit, "a circuit needs 'periodic'");

        circuit = Json(WithLogits());
        circuit["update"]![0]!.AsObject().Remove("logits");
        Refused(circuit, "the gates are not those that the logits say");

        circuit = Json(WithLogits());
        circuit["update"]![0]!["gates"]![0] = ((int)circuit["update"]![0]!["gates"]![0]! + 1) % Gates.Count;
        Refused(circuit, "the gates are not those that the logits say");
    }

    [Fact]
    public void A_thing_said_twice_is_refused() => Assert.Equal(
        $"'{folder["twice"]}': not valid JSON: 'version' is there twice",
        Refusal(folder.Write("twice", Text(stored).Replace("\"inputs\"", "\"version\": 1, \"inputs\"", StringComparison.Ordinal))));

    private static StoredCircuit WithLogits()
    {
        float[] logits = new float[stored.Circuit.Gates.Length * Gates.Count];
        for (int gate = 0; gate < stored.Circuit.Gates.Length; gate++)
        {
            logits[gate * Gates.Count + stored.Circuit.Gates[gate]] = 0.1f + gate;
        }

        return stored with { Logits = [.. logits] };
    }

    private string Text(StoredCircuit circuit)
    {
        CircuitFile.Write(folder["text"], circuit);
        return File.ReadAllText(folder["text"]);
    }

    private JsonObject Json(StoredCircuit circuit) => JsonNode.Parse(Text(circuit))!.AsObject();

    private void Refused(JsonObject circuit, string reason)
    {
        string path = folder.Write("bad.circuit", circuit.ToJsonString());
        Assert.Equal($"'{path}': {reason}", Refusal(path));
    }

    private static string Refusal(string path) => Assert.Throws<UserException>(() => CircuitFile.Read(path)).Message;
}
