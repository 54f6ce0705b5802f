using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>
/// Writes nodes of AND, XOR and inverted wires as gates AND, OR, XOR and AND-NOT. None needs an inversion of its own: a gate that would read
/// two inverted wires answers the inverse instead, and its readers know. Only answers of the whole network may need the inverse of a gate.
/// </summary>
/// <param name="inputs">Nodes 1, 2, ….</param>
/// <param name="nodes">All nodes, of which those behind the inputs read two wires before them.</param>
internal sealed class NetworkWriter(ImmutableArray<NetworkInput> inputs, IReadOnlyList<(bool IsXor, int First, int Second)> nodes)
{
    private const int None = -1;
    private const byte Inverter = 12;

    private readonly List<NetworkGate> gates = [];

    // Of each node its place in the network, and whether that holds the inverse.
    private readonly int[] places = [.. Enumerable.Repeat(None, nodes.Count)];
    private readonly bool[] inverted = new bool[nodes.Count];
    private readonly int[] needs = new int[nodes.Count];

    /// <summary>The network of those nodes that the outputs need.</summary>
    /// <param name="outputs">Wires.</param>
    public GateNetwork Write(ReadOnlySpan<int> outputs)
    {
        HashSet<int> wanted = [.. outputs];
        int[] used = InputsOf(outputs);
        for (int place = 0; place < used.Length; place++)
        {
            places[used[place]] = place;
        }

        foreach (int output in outputs)
        {
            WriteNode(output >> 1, used.Length, wanted);
        }

        Dictionary<int, int> written = [];
        foreach (int output in outputs)
        {
            if (!written.ContainsKey(output))
            {
                written.Add(output, WriteOutput(output, used.Length));
            }
        }

        return new GateNetwork([.. used.Select(node => inputs[node - 1])], [.. gates], [.. outputs.ToArray().Select(output => written[output])]);
    }

    private bool IsInner(int node) => node > inputs.Length;

    // The inputs among the nodes that the outputs need. On the way, of each node how many values must be kept to compute it.
    private int[] InputsOf(ReadOnlySpan<int> outputs)
    {
        bool[] isNeeded = new bool[nodes.Count];
        foreach (int output in outputs)
        {
            isNeeded[output >> 1] = true;
        }

        for (int node = nodes.Count - 1; IsInner(node); node--)
        {
            if (isNeeded[node])
            {
                isNeeded[nodes[node].First >> 1] = true;
                isNeeded[nodes[node].Second >> 1] = true;
            }
        }

        for (int node = inputs.Length + 1; node < nodes.Count; node++)
        {
            (int first, int second) = (needs[nodes[node].First >> 1], needs[nodes[node].Second >> 1]);
            needs[node] = first == second ? first + 1 : Math.Max(first, second);
        }

        return [.. Enumerable.Range(1, inputs.Length).Where(node => isNeeded[node])];
    }

    // What a gate reads comes right before it, the input that needs more values first, so that few have to be kept at once.
    private void WriteNode(int root, int inputCount, HashSet<int> wanted)
    {
        Stack<int> waiting = new([root]);
        while (waiting.TryPeek(out int node))
        {
            if (!IsInner(node) || places[node] != None)
            {
                waiting.Pop();
                continue;
            }

            (bool isXor, int first, int second) = nodes[node];
            bool secondFirst = needs[second >> 1] > needs[first >> 1];
            (int early, int late) = secondFirst ? (second, first) : (first, second);
            if (IsInner(early >> 1) && places[early >> 1] == None)
            {
                waiting.Push(early >> 1);
            }
            else if (IsInner(late >> 1) && places[late >> 1] == None)
            {
                waiting.Push(late >> 1);
            }
            else
            {
                waiting.Pop();
                places[node] = inputCount + gates.Count;
                gates.Add(GateOf(node, isXor, first, second, wanted));
            }
        }
    }

    private NetworkGate GateOf(int node, bool isXor, int first, int second, HashSet<int> wanted)
    {
        bool notFirst = inverted[first >> 1] != ((first & 1) != 0);
        bool notSecond = inverted[second >> 1] != ((second & 1) != 0);
        (int a, int b) = (places[first >> 1], places[second >> 1]);
        (byte kind, bool isInverse) = (isXor, notFirst, notSecond) switch
        {
            (true, _, _) => ((byte)6, notFirst != notSecond),
            (false, false, false) => ((byte)1, false),
            (false, true, true) => ((byte)7, true),
            _ => ((byte)2, false),
        };
        if (!isXor && notFirst && !notSecond)
        {
            (a, b) = (b, a);
        }

        if (!wanted.Contains(2 * node + (isInverse ? 1 : 0)) && wanted.Contains(2 * node + (isInverse ? 0 : 1)))
        {
            (kind, isInverse) = ((byte)(Gates.Count - 1 - kind), !isInverse);
        }

        inverted[node] = isInverse;
        return new NetworkGate(kind, a, b);
    }

    private int WriteOutput(int output, int inputCount)
    {
        int node = output >> 1;
        if (node > 0 && inverted[node] == ((output & 1) != 0))
        {
            return places[node];
        }

        gates.Add(node > 0
            ? new NetworkGate(Inverter, places[node], 0)
            : new NetworkGate(output == NetworkBuilder.True ? (byte)(Gates.Count - 1) : (byte)0, 0, 0));
        return inputCount + gates.Count - 1;
    }
}
