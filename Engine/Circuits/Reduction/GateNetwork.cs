using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>Gates without layers: what remains of a circuit when it is written out for one cell and all planes.</summary>
/// <param name="Inputs">What it reads: nodes 0, 1, …</param>
/// <param name="Gates">Nodes behind the inputs, each of which reads nodes before it.</param>
/// <param name="Outputs">The nodes that are its answers, one for each plane.</param>
public sealed record GateNetwork(
    ImmutableArray<NetworkInput> Inputs, ImmutableArray<NetworkGate> Gates, ImmutableArray<int> Outputs)
{
    /// <summary>Inputs and gates.</summary>
    public int Nodes => Inputs.Length + Gates.Length;

    /// <summary>Refuses a network whose answers cannot take the place of what it reads.</summary>
    /// <param name="planes">Planes of bits that there are.</param>
    /// <exception cref="UserException">There are not as many answers as planes, or it reads planes that there are not.</exception>
    internal void CheckTakesPlaceOf(int planes)
    {
        int read = Inputs.Select(input => input.Plane + 1).DefaultIfEmpty(0).Max();
        if (Outputs.Length != planes || read > planes)
        {
            throw new UserException(
                $"a circuit with {Outputs.Length} answers that reads {read} planes cannot take the place of {planes} planes of bits");
        }
    }

    /// <summary>Writes a circuit out: its kernels once for each plane, <c>[plane][layer][kernel][gate]</c>, then its update.</summary>
    public static GateNetwork Of(Circuit circuit)
    {
        CircuitShape shape = circuit.Shape;
        List<NetworkGate> gates = [];
        int inputs = shape.Inputs * CircuitShape.PatchCells;
        int[] features = new int[shape.Features];
        for (int plane = 0; plane < shape.Inputs; plane++)
        {
            features[plane] = plane * CircuitShape.PatchCells + CircuitShape.PatchCells / 2;
            int[] patch = [.. Enumerable.Range(plane * CircuitShape.PatchCells, CircuitShape.PatchCells)];
            int[][] bits = [.. Enumerable.Repeat(patch, shape.Kernels)];
            for (int layer = 0; layer < circuit.Wires.Perceive.Length; layer++)
            {
                LayerWires wires = circuit.Wires.Perceive[layer];
                for (int kernel = 0; kernel < shape.Kernels; kernel++)
                {
                    bits[kernel] = Add(circuit.KernelGates(layer).Slice(kernel * wires.Gates, wires.Gates), wires, bits[kernel]);
                }
            }

            for (int output = 0; output < shape.KernelOutputs; output++)
            {
                for (int kernel = 0; kernel < shape.Kernels; kernel++)
                {
                    features[shape.Inputs + (plane * shape.KernelOutputs + output) * shape.Kernels + kernel] = bits[kernel][output];
                }
            }
        }

        int[] answers = features;
        for (int layer = 0; layer < circuit.Wires.Update.Length; layer++)
        {
            answers = Add(circuit.UpdateGates(layer), circuit.Wires.Update[layer], answers);
        }

        return new GateNetwork([.. Enumerable.Range(0, inputs).Select(InputAt)], [.. gates], [.. answers]);

        int[] Add(ReadOnlySpan<byte> kinds, LayerWires wires, int[] bits)
        {
            int[] nodes = new int[kinds.Length];
            for (int gate = 0; gate < kinds.Length; gate++)
            {
                nodes[gate] = inputs + gates.Count;
                gates.Add(new NetworkGate(kinds[gate], bits[wires.First[gate]], bits[wires.Second[gate]]));
            }

            return nodes;
        }
    }

    /// <summary>What the network answers in 64 cases at once.</summary>
    /// <param name="inputs">For each input, a bit of each case.</param>
    /// <returns>For each output, a bit of each case.</returns>
    public ulong[] Answer(ReadOnlySpan<ulong> inputs)
    {
        ulong[] values = Evaluate(inputs);
        return [.. Outputs.Select(output => values[output])];
    }

    /// <summary>What every node of the network is in 64 cases at once.</summary>
    /// <param name="inputs">For each input, a bit of each case.</param>
    /// <returns>For each node, the inputs first, a bit of each case.</returns>
    public ulong[] Evaluate(ReadOnlySpan<ulong> inputs)
    {
        ulong[] values = new ulong[Nodes];
        inputs[..Inputs.Length].CopyTo(values);
        for (int gate = 0; gate < Gates.Length; gate++)
        {
            (byte kind, int first, int second) = Gates[gate];
            values[Inputs.Length + gate] = Words.Gate(kind, values[first], values[second]);
        }

        return values;
    }

    /// <summary>Which nodes the outputs depend on: back from these, through an input only where a gate's answer depends on it.</summary>
    public bool[] Reachable()
    {
        bool[] reachable = new bool[Nodes];
        foreach (int output in Outputs)
        {
            reachable[output] = true;
        }

        for (int gate = Gates.Length - 1; gate >= 0; gate--)
        {
            if (reachable[Inputs.Length + gate])
            {
                (byte kind, int first, int second) = Gates[gate];
                reachable[first] |= Circuits.Gates.ReadsFirst(kind);
                reachable[second] |= Circuits.Gates.ReadsSecond(kind);
            }
        }

        return reachable;
    }

    private static NetworkInput InputAt(int number)
    {
        int cell = number % CircuitShape.PatchCells;
        return new NetworkInput(number / CircuitShape.PatchCells, cell / 3 - 1, cell % 3 - 1);
    }
}
