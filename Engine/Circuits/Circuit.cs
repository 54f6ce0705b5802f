using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>A circuit whose gates are decided: what a cell's next bits are, from the bits of its neighbourhood.</summary>
public sealed class Circuit
{
    /// <param name="shape">What it consists of.</param>
    /// <param name="wires">What its gates read.</param>
    /// <param name="gates">Kinds of all gates, 0 to 15: of each layer of the kernels <c>[kernel][gate]</c>, then of each layer of the update.</param>
    /// <exception cref="UserException">The wires are another shape's, or there is no such gate.</exception>
    public Circuit(CircuitShape shape, CircuitWires wires, ImmutableArray<byte> gates)
    {
        shape.Check();
        wires.Check(shape);
        if (gates.Length != shape.AllGates)
        {
            throw new UserException($"a circuit of {shape.AllGates} gates has the kinds of {gates.Length}");
        }

        Circuits.Gates.Check(gates.AsSpan());
        Shape = shape;
        Wires = wires;
        Gates = gates;
    }

    /// <summary>The circuit of each gate's likeliest kind, the lowest among equals.</summary>
    /// <param name="shape">What it consists of.</param>
    /// <param name="wires">What its gates read.</param>
    /// <param name="logits">Of each gate in the order of <see cref="Gates"/> sixteen numbers, <c>[gate][kind]</c>.</param>
    /// <exception cref="UserException">The wires are another shape's, or so are the numbers.</exception>
    public static Circuit Likeliest(CircuitShape shape, CircuitWires wires, ReadOnlySpan<float> logits)
    {
        byte[] gates = new byte[logits.Length / Circuits.Gates.Count];
        for (int gate = 0; gate < gates.Length; gate++)
        {
            ReadOnlySpan<float> kinds = logits.Slice(gate * Circuits.Gates.Count, Circuits.Gates.Count);
            int best = 0;
            for (int kind = 1; kind < kinds.Length; kind++)
            {
                best = kinds[kind] > kinds[best] ? kind : best;
            }

            gates[gate] = (byte)best;
        }

        return new Circuit(shape, wires, [.. gates]);
    }

    /// <summary>What it consists of.</summary>
    public CircuitShape Shape { get; }

    /// <summary>What its gates read.</summary>
    public CircuitWires Wires { get; }

    /// <summary>Kinds of all gates, layer by layer: of the kernels' layers <c>[layer][kernel][gate]</c>, then of the update's <c>[layer][gate]</c>.</summary>
    public ImmutableArray<byte> Gates { get; }

    /// <summary>Kinds of the gates of a kernel's layer, <c>[kernel][gate]</c>.</summary>
    public ReadOnlySpan<byte> KernelGates(int layer)
    {
        ImmutableArray<int> layers = Shape.KernelLayers;
        return Gates.AsSpan(Shape.Kernels * layers.Take(layer).Sum(), Shape.Kernels * layers[layer]);
    }

    /// <summary>Kinds of the gates of an update's layer, <c>[gate]</c>.</summary>
    public ReadOnlySpan<byte> UpdateGates(int layer) =>
        Gates.AsSpan(Shape.KernelGates + Shape.UpdateLayers.Take(layer).Sum(), Shape.UpdateLayers[layer]);
}
