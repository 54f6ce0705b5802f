using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>What the nodes of a <see cref="NetworkBuilder"/> answer in every case there is, and which node was the first to do so.</summary>
internal sealed class TruthTables
{
    /// <summary>More inputs have tables that are too large.</summary>
    public const int MostInputs = 14;

    private const int WordBits = 64;
    private const int InputsOfWord = 6;

    // In a word, input i is 0 in 2^i cases, then 1 in as many.
    private static readonly ulong[] inWord =
    [
        0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0, 0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000,
    ];

    private readonly List<ulong[]> tables = [];
    private readonly Dictionary<ulong[], int> wires = new(new SameTable());

    /// <param name="inputs">How many inputs there are, up to <see cref="MostInputs"/>.</param>
    public TruthTables(int inputs)
    {
        int words = WordsOf(inputs);
        Add(new ulong[words]);
        for (int input = 0; input < inputs; input++)
        {
            Add([.. Enumerable.Range(0, words).Select(word => OfInput(input, word))]);
        }
    }

    /// <summary>Words of a table.</summary>
    public static int WordsOf(int inputs) => Math.Max(1, (1 << inputs) / WordBits);

    /// <summary>Which of 64 cases, from case 64 · <paramref name="word"/> on, an input is 1 in: case c has bit i of c as input i.</summary>
    public static ulong OfInput(int input, int word) =>
        input < InputsOfWord ? inWord[input] : (word >> (input - InputsOfWord) & 1) != 0 ? ulong.MaxValue : 0;

    /// <summary>The wire of a known node that answers as an AND or XOR of two wires does; that of the next node where there is none.</summary>
    public int Find(bool isXor, int a, int b)
    {
        (ulong[] first, ulong[] second) = (tables[a >> 1], tables[b >> 1]);
        (ulong notA, ulong notB) = (0 - (ulong)(a & 1), 0 - (ulong)(b & 1));
        ulong[] table = new ulong[first.Length];
        for (int word = 0; word < table.Length; word++)
        {
            (ulong one, ulong other) = (first[word] ^ notA, second[word] ^ notB);
            table[word] = isXor ? one ^ other : one & other;
        }

        int inverted = (int)(table[0] & 1);
        return wires.TryGetValue(Normal(table), out int wire) ? wire ^ inverted : Add(table);
    }

    private int Add(ulong[] table)
    {
        int node = tables.Count;
        wires.Add(Normal(table), 2 * node + (int)(table[0] & 1));
        tables.Add(table);
        return 2 * node;
    }

    // A table and its inverse are one, that which answers 0 in the first case.
    private static ulong[] Normal(ulong[] table) => (table[0] & 1) == 0 ? table : [.. table.Select(word => ~word)];

    private sealed class SameTable : IEqualityComparer<ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] table)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.AsBytes<ulong>(table));
            return hash.ToHashCode();
        }
    }
}
