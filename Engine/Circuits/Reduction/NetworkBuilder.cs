using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>
/// Networks of AND, XOR and inversions that cost nothing, in which no gate is there twice: neither with the same inputs nor, where truth
/// tables are small enough to be kept, with the same answers.
/// </summary>
/// <remarks>A wire is a node, and a bit that says whether it is inverted: 2 · node + inverted. Node 0 is the constant 0.</remarks>
internal sealed class NetworkBuilder
{
    public const int False = 0;
    public const int True = 1;

    private readonly ImmutableArray<NetworkInput> inputs;
    private readonly TruthTables? tables;
    private readonly List<(bool IsXor, int First, int Second)> nodes = [];
    private readonly Dictionary<(bool IsXor, int First, int Second), int> known = [];

    /// <param name="inputs">Nodes 1, 2, ….</param>
    /// <param name="byFunction">Whether nodes with the same truth table are one.</param>
    public NetworkBuilder(ImmutableArray<NetworkInput> inputs, bool byFunction)
    {
        this.inputs = inputs;
        tables = byFunction ? new TruthTables(inputs.Length) : null;
        for (int node = 0; node <= inputs.Length; node++)
        {
            nodes.Add(default);
        }
    }

    /// <summary>The wire of an input.</summary>
    public static int Input(int number) => 2 * (number + 1);

    /// <summary>The wire of a gate's answer, for inputs of any kind.</summary>
    public int Gate(int kind, int a, int b)
    {
        // A function of the nodes: inversions go into the table.
        kind = (a & 1) != 0 ? kind >> 2 | (kind & 3) << 2 : kind;
        kind = (b & 1) != 0 ? kind >> 1 & 5 | (kind & 5) << 1 : kind;
        a &= ~1;
        b &= ~1;
        if (a == b)
        {
            return Function(kind >> 3 & 1, kind & 1, a);
        }

        if (a == False || !Gates.ReadsFirst(kind))
        {
            return Function(kind >> 3 & 1, kind >> 2 & 1, b);
        }

        if (b == False || !Gates.ReadsSecond(kind))
        {
            return Function(kind >> 3 & 1, kind >> 1 & 1, a);
        }

        return kind switch
        {
            1 => And(a, b),
            2 => And(a, b ^ 1),
            4 => And(a ^ 1, b),
            6 => Node(true, a, b),
            8 => And(a ^ 1, b ^ 1),
            _ => Gate(Gates.Count - 1 - kind, a, b) ^ 1,
        };
    }

    /// <summary>The network that answers these wires, without what they do not need.</summary>
    public GateNetwork Build(ReadOnlySpan<int> outputs) => new NetworkWriter(inputs, nodes).Write(outputs);

    // The wire of a function of one node, by its answers to 0 and 1.
    private static int Function(int atFalse, int atTrue, int wire) => (atFalse, atTrue) switch
    {
        (0, 0) => False,
        (1, 1) => True,
        (0, 1) => wire,
        _ => wire ^ 1,
    };

    private int And(int a, int b) => Node(false, a, b);

    private int Node(bool isXor, int a, int b)
    {
        (bool, int, int) key = (isXor, Math.Min(a, b), Math.Max(a, b));
        if (!known.TryGetValue(key, out int wire))
        {
            wire = tables?.Find(isXor, a, b) ?? 2 * nodes.Count;
            if (wire >> 1 == nodes.Count)
            {
                nodes.Add(key);
            }

            known.Add(key, wire);
        }

        return wire;
    }
}
