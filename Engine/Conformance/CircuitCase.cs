using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>A recorded case of circuits of gates.</summary>
/// <param name="files">What has been read.</param>
internal sealed class CircuitCase(CaseFiles<CircuitCaseParameters> files)
{
    /// <summary>The name of the case.</summary>
    public string Name => files.Name;

    /// <summary>How it was recorded.</summary>
    public CircuitCaseParameters Parameters => files.Parameters;

    /// <summary>Reads a case.</summary>
    /// <exception cref="InvalidDataException">The folder is not a well-formed case.</exception>
    public static CircuitCase Load(string folder) =>
        new(CaseReader.Load<CircuitCaseParameters>(folder, p => p.Problem(), (p, tensor) => p.TensorShape(tensor)));

    /// <summary>A tensor of the case by its name.</summary>
    /// <exception cref="InvalidDataException">The case has no such tensor.</exception>
    public float[] Tensor(string name) => files.Tensor(name).Values;

    /// <summary>What the gates read.</summary>
    public CircuitWires Wires()
    {
        CircuitShape shape = Parameters.Shape;
        return new CircuitWires(
            LayersOf("perceive", CircuitShape.PatchCells, shape.KernelLayers), LayersOf("update", shape.Features, shape.UpdateLayers));
    }

    /// <summary>What was recorded of all gates under a name, layer after layer: sixteen numbers of each, or its kind.</summary>
    /// <param name="prefix">Such as <c>logits</c>, <c>grad</c> or <c>6</c>.</param>
    public float[] OfGates(string prefix) => [.. Parameters.LayerNames.SelectMany(layer => Tensor($"{prefix}.{layer}"))];

    /// <summary>The circuit with the gates that the case names, or else its likeliest ones.</summary>
    public Circuit Circuit() => files.Has("gates.update0")
        ? new Circuit(Parameters.Shape, Wires(), [.. OfGates("gates").Select(kind => (byte)kind)])
        : Circuits.Circuit.Likeliest(Parameters.Shape, Wires(), OfGates("logits"));

    private ImmutableArray<LayerWires> LayersOf(string name, int inputs, ImmutableArray<int> gates)
    {
        ImmutableArray<LayerWires>.Builder layers = ImmutableArray.CreateBuilder<LayerWires>();
        for (int layer = 0; layer < gates.Length; layer++)
        {
            int[] wires = [.. Tensor($"wires.{name}{layer}").Select(wire => (int)wire)];
            layers.Add(new LayerWires(inputs, [.. wires.Take(gates[layer])], [.. wires.Skip(gates[layer])]));
            inputs = gates[layer];
        }

        return layers.DrainToImmutable();
    }
}
