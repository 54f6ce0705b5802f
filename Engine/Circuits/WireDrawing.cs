using System.Collections.Immutable;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Circuits;

/// <summary>Draws what gates read, after DiffLogic CA (Miotti, Niklasson, Randazzo and Mordvintsev, 2025). Wires are drawn once and never
/// learned.</summary>
/// <param name="seed">What they follow from.</param>
/// <param name="owner">Whose circuit it is, where several come of one seed; from 0.</param>
public sealed class WireDrawing(ulong seed, int owner = 0)
{
    private const int Centre = CircuitShape.PatchCells / 2;

    private const int LayersOfOwner = 1 << 16;

    private int drawnLayers;

    /// <summary>The wires of a circuit.</summary>
    /// <param name="shape">What it consists of.</param>
    /// <param name="update">How those of the update's layers are drawn.</param>
    /// <param name="seed">What they follow from.</param>
    /// <param name="owner">Whose circuit it is, where several come of one seed; from 0.</param>
    public static CircuitWires Draw(CircuitShape shape, WireKind update, ulong seed, int owner = 0)
    {
        WireDrawing drawing = new(seed, owner);
        ImmutableArray<int> kernel = shape.KernelLayers;
        ImmutableArray<LayerWires> perceive =
        [
            drawing.Moore(),
            .. Enumerable.Range(1, kernel.Length - 1).Select(layer => drawing.Unique(kernel[layer - 1], kernel[layer])),
        ];
        ImmutableArray<int> layers = shape.UpdateLayers;
        return new CircuitWires(
            perceive,
            [
                .. Enumerable.Range(0, layers.Length).Select(layer =>
                {
                    int inputs = layer == 0 ? shape.Features : layers[layer - 1];
                    return update == WireKind.Unique ? drawing.Unique(inputs, layers[layer]) : drawing.Random(inputs, layers[layer]);
                }),
            ]);
    }

    /// <summary>The first layer of a kernel: each neighbour against the centre.</summary>
    public LayerWires Moore()
    {
        int[] neighbours = [.. Enumerable.Range(0, CircuitShape.PatchCells).Where(cell => cell != Centre)];
        Shuffle(neighbours, 0);
        drawnLayers++;
        return new LayerWires(CircuitShape.PatchCells, [.. neighbours], [.. neighbours.Select(_ => Centre)]);
    }

    /// <summary>Wires no two of which are the same pair: (0, 1), (2, 3), …; then (1, 2), (3, 4), …; then those further apart.</summary>
    /// <param name="inputs">n.</param>
    /// <param name="gates">m, up to n(n − 1)/2; every input is read from n/2 on.</param>
    /// <exception cref="UserException">There are not so many pairs.</exception>
    public LayerWires Unique(int inputs, int gates)
    {
        long most = (long)inputs * (inputs - 1) / 2;
        if (gates > most)
        {
            throw new UserException($"{inputs} inputs make {most} pairs, too few for a layer of {gates} gates with wires of their own; choose UpdateWires Random");
        }

        (int First, int Second)[] pairs = [.. PairsOf(inputs).Take(gates)];
        Shuffle(pairs, 0);
        drawnLayers++;
        return new LayerWires(inputs, [.. pairs.Select(pair => pair.First)], [.. pairs.Select(pair => pair.Second)]);
    }

    /// <summary>Wires of any pairs: a shuffled list in which inputs come round in turn, its first half a and its second b.</summary>
    /// <param name="inputs">n.</param>
    /// <param name="gates">m; every input is read from n/2 on.</param>
    public LayerWires Random(int inputs, int gates)
    {
        int[] places = [.. Enumerable.Range(0, 2 * gates)];
        Shuffle(places, 0);
        int[] names = [.. Enumerable.Range(0, inputs)];
        Shuffle(names, places.Length);
        drawnLayers++;
        return new LayerWires(
            inputs,
            [.. places.Take(gates).Select(place => names[place % inputs])],
            [.. places.Skip(gates).Select(place => names[place % inputs])]);
    }

    private static IEnumerable<(int First, int Second)> PairsOf(int inputs)
    {
        for (int start = 0; start < 2; start++)
        {
            for (int first = start; first + 1 < inputs; first += 2)
            {
                yield return (first, first + 1);
            }
        }

        for (int apart = 2; apart < inputs; apart++)
        {
            for (int first = 0; first + apart < inputs; first++)
            {
                yield return (first, first + apart);
            }
        }
    }

    // Fisher and Yates, from the end; draws begin at an index of the layer.
    private void Shuffle<T>(T[] items, int from)
    {
        long layer = (long)owner * LayersOfOwner + drawnLayers;
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = (int)Philox.Below(last + 1, seed, RandomStream.Wires, layer, (ulong)(from + last));
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
