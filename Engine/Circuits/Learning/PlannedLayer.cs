using System.Collections.Immutable;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>A layer of gates with its place among all numbers of a step.</summary>
/// <param name="FirstGate">Its first gate among all.</param>
/// <param name="RowsOfGate">Planes that a kernel's gate answers for; 1 in the update.</param>
/// <param name="Inputs">The first row of what it reads.</param>
/// <param name="Answers">The first row of what it answers.</param>
/// <param name="Wires">Rows that its gates read, <c>[gate]</c>.</param>
/// <param name="Starts">Where each input's readers begin, and where the last one's end, <c>[inputs + 1]</c>.</param>
/// <param name="Readers">2·gate + 0 for a gate's input a, + 1 for b, input by input.</param>
internal sealed record PlannedLayer(
    int FirstGate,
    int RowsOfGate,
    int Inputs,
    int Answers,
    ImmutableArray<GateWires> Wires,
    ImmutableArray<int> Starts,
    ImmutableArray<int> Readers)
{
    /// <summary>Gates.</summary>
    public int Gates => Wires.Length;

    /// <summary>Plans a layer.</summary>
    /// <param name="firstGate">Its first gate among all.</param>
    /// <param name="rowsOfGate">Rows of each input and of each gate.</param>
    /// <param name="inputs">The first row of what it reads.</param>
    /// <param name="inputCount">How many things it may read.</param>
    /// <param name="answers">The first row of what it answers.</param>
    /// <param name="wires">What each gate reads, as numbers of inputs.</param>
    public static PlannedLayer Of(
        int firstGate, int rowsOfGate, int inputs, int inputCount, int answers, IReadOnlyList<(int First, int Second)> wires)
    {
        int[] starts = new int[inputCount + 1];
        foreach ((int first, int second) in wires)
        {
            starts[first + 1]++;
            starts[second + 1]++;
        }

        for (int input = 0; input < inputCount; input++)
        {
            starts[input + 1] += starts[input];
        }

        int[] readers = new int[2 * wires.Count];
        int[] next = [.. starts];
        for (int gate = 0; gate < wires.Count; gate++)
        {
            readers[next[wires[gate].First]++] = 2 * gate;
            readers[next[wires[gate].Second]++] = 2 * gate + 1;
        }

        return new PlannedLayer(
            firstGate,
            rowsOfGate,
            inputs,
            answers,
            [.. wires.Select(pair => new GateWires(inputs + pair.First * rowsOfGate, inputs + pair.Second * rowsOfGate))],
            [.. starts],
            [.. readers]);
    }
}
