using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>A circuit's wires as numbers of a world's state: layer by layer, the kernels' first, <c>[2][gate]</c>.</summary>
internal static class GateWiring
{
    /// <summary>Wires as numbers.</summary>
    public static float[] Write(CircuitWires wires) =>
        [.. wires.Perceive.Concat(wires.Update).SelectMany(layer => layer.First.Concat(layer.Second)).Select(wire => (float)wire)];

    /// <summary>Numbers as wires.</summary>
    /// <param name="numbers">As many as the shape has wires.</param>
    /// <param name="shape">What the circuit consists of.</param>
    /// <param name="species">Whose it is, from 1.</param>
    /// <exception cref="UserException">A number is no input's.</exception>
    public static CircuitWires Read(ReadOnlySpan<float> numbers, CircuitShape shape, int species)
    {
        ImmutableArray<LayerWires> perceive = ReadLayers(ref numbers, "perceive", CircuitShape.PatchCells, shape.KernelLayers, species);
        return new CircuitWires(perceive, ReadLayers(ref numbers, "update", shape.Features, shape.UpdateLayers, species));
    }

    private static ImmutableArray<LayerWires> ReadLayers(
        ref ReadOnlySpan<float> numbers, string name, int inputs, ImmutableArray<int> layers, int species)
    {
        ImmutableArray<LayerWires>.Builder read = ImmutableArray.CreateBuilder<LayerWires>();
        for (int layer = 0; layer < layers.Length; layer++)
        {
            int[] wires = new int[2 * layers[layer]];
            for (int i = 0; i < wires.Length; i++)
            {
                wires[i] = numbers[i] >= 0 && numbers[i] < inputs && float.IsInteger(numbers[i])
                    ? (int)numbers[i]
                    : throw new UserException(FormattableString.Invariant(
                        $"wires of species {species} lead from input {numbers[i]} of {name}{layer}, whose inputs are 0 to {inputs - 1}"));
            }

            read.Add(new LayerWires(inputs, [.. wires.Take(layers[layer])], [.. wires.Skip(layers[layer])]));
            numbers = numbers[wires.Length..];
            inputs = layers[layer];
        }

        return read.DrainToImmutable();
    }
}
