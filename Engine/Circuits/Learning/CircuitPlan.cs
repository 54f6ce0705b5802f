using System.Collections.Immutable;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>
/// Where all numbers of a step of a circuit stand, in rows of one number a cell: neighbourhoods <c>[9][plane]</c>, then what the kernels'
/// layers answer, <c>[kernel][gate][plane]</c>, the cell's own planes before the last of them, so that both together are what the update
/// reads; then what the update's layers answer.
/// </summary>
internal sealed class CircuitPlan
{
    public CircuitPlan(CircuitShape shape, CircuitWires wires)
    {
        shape.Check();
        wires.Check(shape);
        Shape = shape;
        ImmutableArray<PlannedLayer>.Builder layers = ImmutableArray.CreateBuilder<PlannedLayer>();
        ImmutableArray<int> kernel = shape.KernelLayers;
        Rows = Patches.Cells * shape.Inputs;
        int inputs = 0;
        for (int layer = 0; layer < kernel.Length; layer++)
        {
            if (layer == kernel.Length - 1)
            {
                Own = Rows;
                Rows += shape.Inputs;
            }

            int read = layer == 0 ? Patches.Cells : shape.Kernels * kernel[layer - 1];
            inputs = Add(layers, shape.Inputs, inputs, read, OfKernels(wires.Perceive[layer], layer));
        }

        inputs = Own;
        for (int layer = 0; layer < shape.UpdateLayers.Length; layer++)
        {
            inputs = Add(layers, 1, inputs, wires.Update[layer].Inputs, OfUpdate(wires.Update[layer], layer));
        }

        Answers = inputs;
        Layers = layers.DrainToImmutable();
    }

    /// <summary>What it is the plan of.</summary>
    public CircuitShape Shape { get; }

    /// <summary>The layers, in the order in which they answer.</summary>
    public ImmutableArray<PlannedLayer> Layers { get; }

    /// <summary>The row of a cell's first own plane.</summary>
    public int Own { get; }

    /// <summary>The row of the circuit's first answer.</summary>
    public int Answers { get; }

    /// <summary>All rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows of the layer that has most of them.</summary>
    public int MostRows => Math.Max(
        (Patches.Cells + 1) * Shape.Inputs, Layers.Max(layer => layer.Place.Rows * Math.Max(layer.Place.Gates, layer.Place.InputCount)));

    /// <summary>All rows of a circuit of a shape.</summary>
    public static int RowsOf(CircuitShape shape) => checked(
        shape.Inputs * (Patches.Cells + 1 + shape.KernelGates) + shape.UpdateGates);

    /// <summary>The row of a cell's first own plane, of a circuit of a shape.</summary>
    public static int OwnOf(CircuitShape shape) => checked(
        shape.Inputs * (Patches.Cells + shape.Kernels * shape.KernelLayers[..^1].Sum()));

    /// <summary>Starts of the readers of all that a circuit's layers read, with an end for each layer.</summary>
    public static int StartsOf(CircuitShape shape) =>
        Patches.Cells + shape.Kernels * shape.KernelLayers[..^1].Sum() + shape.Features + shape.UpdateLayers[..^1].Sum()
        + shape.KernelLayers.Length + shape.UpdateLayers.Length;

    // The first row of its answers.
    private int Add(ImmutableArray<PlannedLayer>.Builder layers, int rows, int inputs, int inputCount, (int First, int Second)[] wires)
    {
        LayerPlace place = layers.Count == 0
            ? new LayerPlace(0, wires.Length, rows, inputs, inputCount, 0)
            : NextAfter(layers[^1].Place) with { Gates = wires.Length, Rows = rows, Inputs = inputs, InputCount = inputCount };
        int answers = Rows;
        layers.Add(PlannedLayer.Of(place, answers, wires));
        Rows = checked(Rows + wires.Length * rows);
        return answers;
    }

    // Starts of a layer end with where its last readers end.
    private static LayerPlace NextAfter(LayerPlace place) =>
        place with { FirstGate = place.FirstGate + place.Gates, FirstStart = place.FirstStart + place.InputCount + 1 };

    // All kernels have the same wires, each to its own gates of the layer before.
    private (int First, int Second)[] OfKernels(LayerWires wires, int layer)
    {
        int before = layer == 0 ? 0 : wires.Inputs;
        return
        [
            .. Enumerable.Range(0, Shape.Kernels).SelectMany(kernel => Enumerable.Range(0, wires.Gates)
                .Select(gate => (kernel * before + wires.First[gate], kernel * before + wires.Second[gate]))),
        ];
    }

    /// <summary>The row of a feature, from <see cref="Own"/>.</summary>
    /// <remarks>Answer s of kernel k on plane c is feature C + (c·S + s)·K + k, and stands in row (k·S + s)·C + c behind the cell's own planes.</remarks>
    public int RowOfFeature(int feature)
    {
        if (feature < Shape.Inputs)
        {
            return feature;
        }

        (int place, int kernel) = Math.DivRem(feature - Shape.Inputs, Shape.Kernels);
        (int plane, int output) = Math.DivRem(place, Shape.KernelOutputs);
        return Shape.Inputs + (kernel * Shape.KernelOutputs + output) * Shape.Inputs + plane;
    }

    private (int First, int Second)[] OfUpdate(LayerWires wires, int layer) =>
    [
        .. Enumerable.Range(0, wires.Gates).Select(gate => layer == 0
            ? (RowOfFeature(wires.First[gate]), RowOfFeature(wires.Second[gate]))
            : (wires.First[gate], wires.Second[gate])),
    ];
}
