using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Circuits.Files;

/// <summary>Circuits as JSON: a line for each list of a layer, and nothing that is not known.</summary>
internal static class CircuitText
{
    private const string Format = "GpuEcosystem circuit";
    private const int Version = 1;

    // Far more than anybody learns, and too few for sizes that are computed of them to overflow.
    private const int MostPlanes = 4096;
    private const int MostKernels = 1024;
    private const int MostGates = 1 << 20;

    private static readonly string[] properties =
    [
        "format", "version", "inputs", "kernels", "kernelOutputs", "updateLayers", "periodic", "asynchronous", "fireRate", "perceive", "update",
    ];

    /// <summary>The text of a file.</summary>
    public static string Write(StoredCircuit stored)
    {
        CircuitShape shape = stored.Circuit.Shape;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {
              "format": "{{Format}}",
              "version": {{Version}},
              "inputs": {{shape.Inputs}},
              "kernels": {{shape.Kernels}},
              "kernelOutputs": {{shape.KernelOutputs}},
              "updateLayers": {{List(shape.UpdateLayers)}},
              "periodic": {{(stored.Periodic ? "true" : "false")}},
              "asynchronous": {{(stored.Asynchronous ? "true" : "false")}},
              "fireRate": {{stored.FireRate}},
              "perceive": [
            """);
        int gate = 0;
        WriteLayers(text, stored, stored.Circuit.Wires.Perceive, shape.Kernels, ref gate);
        text.Append("],\n  \"update\": [");
        WriteLayers(text, stored, stored.Circuit.Wires.Update, 1, ref gate);
        return text.Append("]\n}\n").Replace("\r", "").ToString();
    }

    /// <summary>The circuit of a text.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static StoredCircuit Read(JsonElement root)
    {
        JsonShape.RequireProperties(root, "a circuit", properties);
        if (root.GetProperty("format") is not { ValueKind: JsonValueKind.String } format || format.GetString() != Format)
        {
            throw new UserException($"format must be \"{Format}\"; {JsonShape.Quote(root.GetProperty("format"))} is not");
        }

        if (JsonShape.ReadWholeNumber(root.GetProperty("version"), "version", 1) is > Version and long version)
        {
            throw new UserException($"it is of version {version}, and this program knows version {Version}");
        }

        CircuitShape shape = new(
            Whole(root, "inputs", 1, MostPlanes),
            Whole(root, "kernels", 1, MostKernels),
            Whole(root, "kernelOutputs", 1, 2),
            ReadList(root.GetProperty("updateLayers"), "updateLayers", 1, MostGates));
        shape.Check();
        List<int> gates = [];
        List<float> logits = [];
        CircuitWires wires = new(
            ReadLayers(root.GetProperty("perceive"), "perceive", CircuitShape.PatchCells, shape.KernelLayers, shape.Kernels, gates, logits),
            ReadLayers(root.GetProperty("update"), "update", shape.Features, shape.UpdateLayers, 1, gates, logits));
        Circuit circuit = new(shape, wires, [.. gates.Select(gate => (byte)gate)]);
        if (logits.Count > 0 && (logits.Count != gates.Count * Gates.Count
            || !Circuit.Likeliest(shape, wires, logits.ToArray()).Gates.SequenceEqual(circuit.Gates)))
        {
            throw new UserException("the gates are not those that the logits say");
        }

        return new StoredCircuit(
            circuit,
            Flag(root, "periodic"),
            Flag(root, "asynchronous"),
            JsonShape.ReadNumber(root.GetProperty("fireRate"), "fireRate", StoredCircuit.LeastFireRate, 1))
        {
            Logits = [.. logits],
        };
    }

    private static void WriteLayers(StringBuilder text, StoredCircuit stored, ImmutableArray<LayerWires> layers, int kernels, ref int gate)
    {
        for (int layer = 0; layer < layers.Length; layer++)
        {
            int count = kernels * layers[layer].Gates;
            text.Append(layer > 0 ? ", {" : "{").Append(CultureInfo.InvariantCulture, $"""

                    "a": {List(layers[layer].First)},
                    "b": {List(layers[layer].Second)},
                    "gates": {List(stored.Circuit.Gates.Skip(gate).Take(count))}
                """);
            if (!stored.Logits.IsEmpty)
            {
                text.Append(",\n    \"logits\": ").Append(List(stored.Logits.Skip(gate * Gates.Count).Take(count * Gates.Count)));
            }

            text.Append("\n  }");
            gate += count;
        }
    }

    private static string List<T>(IEnumerable<T> numbers)
        where T : IFormattable => $"[{string.Join(", ", numbers.Select(number => number.ToString(null, CultureInfo.InvariantCulture)))}]";

    private static ImmutableArray<LayerWires> ReadLayers(
        JsonElement list, string name, int inputs, ImmutableArray<int> sizes, int kernels, List<int> gates, List<float> logits)
    {
        JsonShape.Require(list, JsonValueKind.Array, name, "a list of layers");
        RequireLength(list, name, sizes.Length);
        ImmutableArray<LayerWires>.Builder layers = ImmutableArray.CreateBuilder<LayerWires>();
        foreach (JsonElement layer in list.EnumerateArray())
        {
            (string here, int size) = ($"{name}[{layers.Count}]", sizes[layers.Count]);
            JsonShape.RequireProperties(layer, here, ["a", "b", "gates"], "logits");
            layers.Add(new LayerWires(
                inputs,
                ReadList(layer.GetProperty("a"), $"{here}.a", 0, inputs - 1, size),
                ReadList(layer.GetProperty("b"), $"{here}.b", 0, inputs - 1, size)));
            gates.AddRange(ReadList(layer.GetProperty("gates"), $"{here}.gates", 0, Gates.Count - 1, kernels * size));
            if (layer.TryGetProperty("logits", out JsonElement numbers))
            {
                JsonShape.Require(numbers, JsonValueKind.Array, $"{here}.logits", "a list of numbers");
                RequireLength(numbers, $"{here}.logits", kernels * size * Gates.Count);
                logits.AddRange(numbers.EnumerateArray().Select(
                    number => JsonShape.ReadNumber(number, $"{here}.logits", -float.MaxValue, float.MaxValue)));
            }

            inputs = size;
        }

        return layers.DrainToImmutable();
    }

    private static ImmutableArray<int> ReadList(JsonElement list, string name, int minimum, int maximum, int? length = null)
    {
        JsonShape.Require(list, JsonValueKind.Array, name, "a list of numbers");
        if (length is int count)
        {
            RequireLength(list, name, count);
        }

        return [.. list.EnumerateArray().Select((number, place) => (int)JsonShape.ReadWholeNumber(number, $"{name}[{place}]", minimum, maximum))];
    }

    private static void RequireLength(JsonElement list, string name, int length)
    {
        if (list.GetArrayLength() != length)
        {
            throw new UserException($"{name} must have {length} entries, and has {list.GetArrayLength()}");
        }
    }

    private static int Whole(JsonElement root, string name, int minimum, int maximum) =>
        (int)JsonShape.ReadWholeNumber(root.GetProperty(name), name, minimum, maximum);

    private static bool Flag(JsonElement root, string name) => root.GetProperty(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new UserException($"{name} must be true or false; {JsonShape.Quote(root.GetProperty(name))} is not"),
    };
}
