using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Circuits are whole or refused in one line.</summary>
public sealed class CircuitTests
{
    private static readonly CircuitShape shape = new(2, 3, 1, [8, 4, 2]);

    private static readonly CircuitWires wires = WireDrawing.Draw(shape, WireKind.Unique, 1);

    private static readonly ImmutableArray<byte> gates = [.. Enumerable.Range(0, shape.AllGates).Select(gate => (byte)(gate % Gates.Count))];

    /// <summary>The table of the sixteen functions.</summary>
    [Fact]
    public void Gates_answer_by_their_names()
    {
        Func<int, int, int>[] functions =
        [
            (a, b) => 0, (a, b) => a & b, (a, b) => a & (1 - b), (a, b) => a, (a, b) => (1 - a) & b, (a, b) => b, (a, b) => a ^ b, (a, b) => a | b,
            (a, b) => 1 - (a | b), (a, b) => 1 - (a ^ b), (a, b) => 1 - b, (a, b) => a | (1 - b), (a, b) => 1 - a, (a, b) => (1 - a) | b,
            (a, b) => 1 - (a & b), (a, b) => 1,
        ];
        Assert.Equal(Gates.Count, functions.Length);
        for (int gate = 0; gate < functions.Length; gate++)
        {
            for (int bits = 0; bits < 4; bits++)
            {
                Assert.Equal(functions[gate](bits >> 1, bits & 1), Gates.Answer(gate, bits >> 1, bits & 1));
            }
        }
    }

    /// <summary>Gates of layers are where the layout says.</summary>
    [Fact]
    public void Gates_come_layer_by_layer()
    {
        Circuit circuit = new(shape, wires, gates);
        Assert.Equal(gates.AsSpan(0, 24), circuit.KernelGates(0));
        Assert.Equal(gates.AsSpan(24, 12), circuit.KernelGates(1));
        Assert.Equal(gates.AsSpan(42, 3), circuit.KernelGates(3));
        Assert.Equal(gates.AsSpan(45, 8), circuit.UpdateGates(0));
        Assert.Equal(gates.AsSpan(57, 2), circuit.UpdateGates(2));
    }

    /// <summary>The likeliest kind counts, and the lowest among equals.</summary>
    [Fact]
    public void The_likeliest_kind_is_the_lowest_of_the_largest()
    {
        float[] logits = new float[shape.AllGates * Gates.Count];
        logits[5] = logits[9] = 2;
        logits[Gates.Count + 15] = 1e-6f;
        Circuit circuit = Circuit.Likeliest(shape, wires, logits);
        Assert.Equal([5, 15, 0], circuit.Gates.Take(3));
    }

    /// <summary>What does not fit together.</summary>
    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("a circuit of 59 gates has the kinds of 58", () => new Circuit(shape, wires, gates[..58]));
        Refused("gate 3 of a circuit is of kind 16, and kinds are 0 to 15", () => new Circuit(shape, wires, gates.SetItem(3, 16)));
        Refused("a circuit has 2 update layers of wires for 3 of gates", () => new Circuit(shape, wires with { Update = wires.Update[..2] }, gates));
        LayerWires layer = wires.Update[1];
        Refused(
            "update layer 1 of a circuit has a wire from input 8, and inputs are 0 to 7",
            () => new Circuit(shape, With(1, layer with { Second = layer.Second.SetItem(2, 8) }), gates));
        Refused(
            "update layer 1 of a circuit has a wire from input -1, and inputs are 0 to 7",
            () => new Circuit(shape, With(1, layer with { First = layer.First.SetItem(2, -1) }), gates));
        Refused(
            "update layer 1 of a circuit has 4 and 3 wires from 8 inputs, not 4 of each from 8",
            () => new Circuit(shape, With(1, layer with { Second = layer.Second[..3] }), gates));
        Refused("a layer of 3 gates cannot read 8 inputs; it needs 4", () => new Circuit(shape with { UpdateLayers = [8, 3, 2] }, wires, gates));
        Refused(
            "a circuit needs at least one plane, one kernel with 1 or 2 answers, and one layer",
            () => new Circuit(shape with { KernelOutputs = 3 }, wires, gates));
    }

    private static CircuitWires With(int layer, LayerWires other) => wires with { Update = wires.Update.SetItem(layer, other) };

    private static void Refused(string reason, Func<Circuit> make) => Assert.Equal(reason, Assert.Throws<UserException>(make).Message);
}
