using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>
/// Replaces gates by a gate of other nodes that answers the same, where more gates become superfluous than are added (resubstitution,
/// after Mishchenko and Brayton, 2006).
/// </summary>
internal sealed class Resubstitution
{
    private readonly GateNetwork network;
    private readonly ulong[][] tables;
    private readonly int[] readers;

    private Resubstitution(GateNetwork network)
    {
        this.network = network;
        int inputs = network.Inputs.Length;
        GateNetwork all = network with { Outputs = [.. Enumerable.Range(0, network.Nodes)] };
        ulong[][] words = [.. Enumerable.Range(0, TruthTables.WordsOf(inputs)).Select(
            word => all.Answer([.. Enumerable.Range(0, inputs).Select(input => TruthTables.OfInput(input, word))]))];
        tables = [.. Enumerable.Range(0, network.Nodes).Select(node => words.Select(word => word[node]).ToArray())];
        readers = new int[network.Nodes];
        foreach (int node in network.Gates.SelectMany(ReadBy).Concat(network.Outputs))
        {
            readers[node]++;
        }
    }

    /// <summary>Finds the gates to replace, one after the other, until there are none.</summary>
    /// <param name="network">A network of few inputs.</param>
    /// <param name="rebuild">Leaves out what has become superfluous.</param>
    public static GateNetwork Apply(GateNetwork network, Func<GateNetwork, GateNetwork> rebuild)
    {
        for (int gate = network.Gates.Length - 1; gate >= 0; gate--)
        {
            GateNetwork? smaller = new Resubstitution(network).Replace(network.Inputs.Length + gate);
            if (smaller is not null && rebuild(smaller) is GateNetwork rebuilt && rebuilt.Gates.Length < network.Gates.Length)
            {
                network = rebuilt;
                gate = network.Gates.Length;
            }
        }

        return network;
    }

    private NetworkGate GateAt(int node) => network.Gates[node - network.Inputs.Length];

    private static IEnumerable<int> ReadBy(NetworkGate gate)
    {
        if (Gates.ReadsFirst(gate.Kind))
        {
            yield return gate.First;
        }

        if (Gates.ReadsSecond(gate.Kind))
        {
            yield return gate.Second;
        }
    }

    // The network with another gate in a node's place; null where none makes others superfluous.
    private GateNetwork? Replace(int node)
    {
        HashSet<int> superfluous = OnlyFor(node);
        if (superfluous.Count < 2)
        {
            return null;
        }

        bool[] isLater = ReadersOf(node);
        int[] others = [.. Enumerable.Range(0, network.Nodes).Where(other => !isLater[other] && !superfluous.Contains(other))];
        return Find(tables[node], others) is NetworkGate found ? InOrder(node, found) : null;
    }

    // The node and those that nothing else needs.
    private HashSet<int> OnlyFor(int node)
    {
        HashSet<int> found = [node];
        Dictionary<int, int> left = [];
        Queue<int> waiting = new([node]);
        while (waiting.TryDequeue(out int one))
        {
            foreach (int read in ReadBy(GateAt(one)).Where(read => read >= network.Inputs.Length))
            {
                left[read] = left.GetValueOrDefault(read, readers[read]) - 1;
                if (left[read] == 0)
                {
                    found.Add(read);
                    waiting.Enqueue(read);
                }
            }
        }

        return found;
    }

    // The node and those whose answers depend on it.
    private bool[] ReadersOf(int node)
    {
        bool[] isLater = new bool[network.Nodes];
        isLater[node] = true;
        for (int other = node + 1; other < network.Nodes; other++)
        {
            isLater[other] = ReadBy(GateAt(other)).Any(read => isLater[read]);
        }

        return isLater;
    }

    private NetworkGate? Find(ulong[] wanted, int[] others)
    {
        foreach (int kind in (int[])[1, 2, 4, 6, 7, 8, 9, 11, 13, 14])
        {
            // Of an AND both inputs are 1 wherever it is, and so on; of XOR any two may do.
            int[] first = [.. others.Where(other => MayBe(wanted, tables[other], kind, isFirst: true))];
            int[] second = [.. others.Where(other => MayBe(wanted, tables[other], kind, isFirst: false))];
            foreach (int a in first)
            {
                foreach (int b in second)
                {
                    if (Answers(wanted, kind, tables[a], tables[b]))
                    {
                        return new NetworkGate((byte)kind, a, b);
                    }
                }
            }
        }

        return null;
    }

    private static bool Answers(ulong[] wanted, int kind, ulong[] a, ulong[] b)
    {
        for (int word = 0; word < wanted.Length; word++)
        {
            if (Words.Gate(kind, a[word], b[word]) != wanted[word])
            {
                return false;
            }
        }

        return true;
    }

    // Whether some other input can make a gate of a kind answer as wanted in each case.
    private static bool MayBe(ulong[] wanted, ulong[] input, int kind, bool isFirst)
    {
        for (int word = 0; word < wanted.Length; word++)
        {
            ulong ifZero = isFirst ? Words.Gate(kind, input[word], 0) : Words.Gate(kind, 0, input[word]);
            ulong ifOne = isFirst ? Words.Gate(kind, input[word], ulong.MaxValue) : Words.Gate(kind, ulong.MaxValue, input[word]);
            if (((ifZero ^ wanted[word]) & (ifOne ^ wanted[word])) != 0)
            {
                return false;
            }
        }

        return true;
    }

    // The new gate may read nodes behind it, so all are put in order anew.
    private GateNetwork InOrder(int replaced, NetworkGate replacement)
    {
        int[] places = [.. Enumerable.Range(0, network.Nodes).Select(node => node < network.Inputs.Length ? node : -1)];
        List<NetworkGate> gates = [];
        foreach (int output in network.Outputs)
        {
            Write(output);
        }

        return new GateNetwork(network.Inputs, [.. gates], [.. network.Outputs.Select(output => places[output])]);

        void Write(int node)
        {
            if (places[node] >= 0)
            {
                return;
            }

            NetworkGate gate = node == replaced ? replacement : GateAt(node);
            foreach (int read in ReadBy(gate))
            {
                Write(read);
            }

            places[node] = network.Inputs.Length + gates.Count;
            gates.Add(gate with
            {
                First = Gates.ReadsFirst(gate.Kind) ? places[gate.First] : 0,
                Second = Gates.ReadsSecond(gate.Kind) ? places[gate.Second] : 0,
            });
        }
    }
}
