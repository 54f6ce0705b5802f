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
        int inputs = 0;
        int rows = Patches.Cells * shape.Inputs;
        int gates = 0;
        for (int layer = 0; layer < kernel.Length; layer++)
        {
            if (layer == kernel.Length - 1)
            {
                Own = rows;
                rows += shape.Inputs;
            }

            layers.Add(PlannedLayer.Of(
                gates, shape.Inputs, inputs, layer == 0 ? Patches.Cells : shape.Kernels * kernel[layer - 1], rows, OfKernels(wires.Perceive[layer], layer)));
            inputs = rows;
            gates += layers[^1].Gates;
            rows = checked(rows + layers[^1].Gates * shape.Inputs);
        }

        inputs = Own;
        for (int layer = 0; layer < shape.UpdateLayers.Length; layer++)
        {
            LayerWires read = wires.Update[layer];
            layers.Add(PlannedLayer.Of(gates, 1, inputs, read.Inputs, rows, OfUpdate(read, layer)));
            inputs = rows;
            gates += read.Gates;
            rows = checked(rows + read.Gates);
        }

        Layers = layers.DrainToImmutable();
        Rows = rows;
    }

    /// <summary>What it is the plan of.</summary>
    public CircuitShape Shape { get; }

    /// <summary>The layers, in the order in which they answer.</summary>
    public ImmutableArray<PlannedLayer> Layers { get; }

    /// <summary>The row of a cell's first own plane.</summary>
    public int Own { get; }

    /// <summary>The row of the circuit's first answer.</summary>
    public int Answers => Layers[^1].Answers;

    /// <summary>All rows.</summary>
    public int Rows { get; }

    /// <summary>Rows of the layer that has most of them.</summary>
    public int MostRows => Math.Max(
        (Patches.Cells + 1) * Shape.Inputs, Layers.Max(layer => layer.RowsOfGate * Math.Max(layer.Gates, layer.Starts.Length - 1)));

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
