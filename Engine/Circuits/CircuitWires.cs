using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>What all gates of a circuit read.</summary>
/// <param name="Perceive">Layers of a kernel, which all kernels and all planes share; the first reads a neighbourhood, cell 3(dy + 1) + (dx + 1).</param>
/// <param name="Update">Layers of the update; the first reads features.</param>
public sealed record CircuitWires(ImmutableArray<LayerWires> Perceive, ImmutableArray<LayerWires> Update)
{
    /// <summary>Wires that all lead from the first input, of a circuit whose own are yet to come.</summary>
    internal static CircuitWires None(CircuitShape shape)
    {
        return new CircuitWires(Of(CircuitShape.PatchCells, shape.KernelLayers), Of(shape.Features, shape.UpdateLayers));

        static ImmutableArray<LayerWires> Of(int inputs, ImmutableArray<int> gates) =>
        [
            .. gates.Select((count, layer) => new LayerWires(
                layer == 0 ? inputs : gates[layer - 1], [.. new int[count]], [.. new int[count]])),
        ];
    }

    /// <inheritdoc/>
    public bool Equals(CircuitWires? other) =>
        other is not null && Perceive.SequenceEqual(other.Perceive) && Update.SequenceEqual(other.Update);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Perceive.Length, Update.Length);

    /// <summary>Refuses wires that are not a shape's.</summary>
    /// <exception cref="UserException">A layer has another size, or a wire leads to no input.</exception>
    internal void Check(CircuitShape shape)
    {
        CheckLayers("kernel", Perceive, CircuitShape.PatchCells, shape.KernelLayers);
        CheckLayers("update", Update, shape.Features, shape.UpdateLayers);
    }

    private static void CheckLayers(string what, ImmutableArray<LayerWires> layers, int inputs, ImmutableArray<int> gates)
    {
        if (layers.Length != gates.Length)
        {
            throw new UserException($"a circuit has {layers.Length} {what} layers of wires for {gates.Length} of gates");
        }

        for (int i = 0; i < layers.Length; i++)
        {
            LayerWires layer = layers[i];
            if ((layer.Inputs, layer.First.Length, layer.Second.Length) != (inputs, gates[i], gates[i]))
            {
                throw new UserException(
                    $"{what} layer {i} of a circuit has {layer.First.Length} and {layer.Second.Length} wires from {layer.Inputs} inputs, not {gates[i]} of each from {inputs}");
            }

            foreach (int wire in layer.First.Concat(layer.Second))
            {
                if ((uint)wire >= (uint)inputs)
                {
                    throw new UserException($"{what} layer {i} of a circuit has a wire from input {wire}, and inputs are 0 to {inputs - 1}");
                }
            }

            inputs = gates[i];
        }
    }
}
