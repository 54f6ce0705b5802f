using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;

namespace GpuEcosystem.Tests.Reference;

/// <summary>Hard steps of a circuit by the definition: a byte for each bit, a gate at a time.</summary>
internal static class ReferenceCircuit
{
    /// <summary>One step.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="cells">Bits, <c>[channel][y][x]</c>.</param>
    /// <param name="width">Cells of a row.</param>
    /// <param name="periodic">Whether cells at opposite borders are neighbours; otherwise outside there is 0.</param>
    /// <param name="fires">Whether a cell, <c>y · width + x</c>, takes its new bits; all do unless given.</param>
    public static byte[] Step(Circuit circuit, byte[] cells, int width, bool periodic, Func<int, bool>? fires = null)
    {
        int plane = cells.Length / circuit.Shape.Inputs;
        byte[] next = [.. cells];
        for (int cell = 0; cell < plane; cell++)
        {
            if (fires is null || fires(cell))
            {
                byte[] bits = Update(circuit, Features(circuit, cells, width, periodic, cell));
                for (int channel = 0; channel < bits.Length; channel++)
                {
                    next[channel * plane + cell] = bits[channel];
                }
            }
        }

        return next;
    }

    /// <summary>A cell's features.</summary>
    public static byte[] Features(Circuit circuit, byte[] cells, int width, bool periodic, int cell)
    {
        CircuitShape shape = circuit.Shape;
        int plane = cells.Length / shape.Inputs;
        int height = plane / width;
        byte[] features = new byte[shape.Features];
        for (int channel = 0; channel < shape.Inputs; channel++)
        {
            byte[] patch = new byte[CircuitShape.PatchCells];
            for (int place = 0; place < patch.Length; place++)
            {
                int y = cell / width + place / 3 - 1;
                int x = cell % width + place % 3 - 1;
                bool inside = y >= 0 && y < height && x >= 0 && x < width;
                if (inside || periodic)
                {
                    patch[place] = cells[channel * plane + (y + height) % height * width + (x + width) % width];
                }
            }

            features[channel] = patch[CircuitShape.PatchCells / 2];
            for (int kernel = 0; kernel < shape.Kernels; kernel++)
            {
                byte[] answers = Kernel(circuit, kernel, patch);
                for (int output = 0; output < answers.Length; output++)
                {
                    features[shape.Inputs + (channel * shape.KernelOutputs + output) * shape.Kernels + kernel] = answers[output];
                }
            }
        }

        return features;
    }

    /// <summary>What the circuit answers to a neighbourhood of each plane, <c>[plane][3(dy + 1) + (dx + 1)]</c>.</summary>
    public static byte[] Answer(Circuit circuit, byte[] neighbourhoods)
    {
        // Each patch is a grid of 3 x 3, and its centre has no neighbours beyond it.
        return Update(circuit, Features(circuit, neighbourhoods, 3, false, CircuitShape.PatchCells / 2));
    }

    private static byte[] Kernel(Circuit circuit, int kernel, byte[] bits)
    {
        for (int layer = 0; layer < circuit.Wires.Perceive.Length; layer++)
        {
            LayerWires wires = circuit.Wires.Perceive[layer];
            bits = Layer(wires, circuit.KernelGates(layer).Slice(kernel * wires.Gates, wires.Gates), bits);
        }

        return bits;
    }

    private static byte[] Update(Circuit circuit, byte[] bits)
    {
        for (int layer = 0; layer < circuit.Wires.Update.Length; layer++)
        {
            bits = Layer(circuit.Wires.Update[layer], circuit.UpdateGates(layer), bits);
        }

        return bits;
    }

    private static byte[] Layer(LayerWires wires, ReadOnlySpan<byte> gates, byte[] bits)
    {
        byte[] answers = new byte[gates.Length];
        for (int gate = 0; gate < gates.Length; gate++)
        {
            answers[gate] = (byte)Gates.Answer(gates[gate], bits[wires.First[gate]], bits[wires.Second[gate]]);
        }

        return answers;
    }

    /// <summary>A circuit of gates of all kinds, wires as they are drawn.</summary>
    /// <param name="shape">What it consists of.</param>
    /// <param name="seed">What wires and gates follow from.</param>
    /// <param name="wires">How the update's are drawn.</param>
    public static Circuit Random(CircuitShape shape, int seed, WireKind wires = WireKind.Random)
    {
        Random random = new(seed);
        ImmutableArray<byte> gates = [.. Enumerable.Range(0, shape.AllGates).Select(_ => (byte)random.Next(Gates.Count))];
        return new Circuit(shape, WireDrawing.Draw(shape, wires, (ulong)seed), gates);
    }
}
