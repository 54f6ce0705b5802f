namespace GpuEcosystem.Engine.Circuits;

/// <summary>The sixteen functions of two bits, numbered by their truth tables: gate g answers bit 3 − (2a + b) of g.</summary>
public static class Gates
{
    /// <summary>How many there are.</summary>
    public const int Count = 16;

    /// <summary>The gate that answers its first input, which every gate begins as.</summary>
    public const int First = 3;

    private static readonly string[] names =
    [
        "0", "a and b", "a and not b", "a", "not a and b", "b", "a xor b", "a or b",
        "a nor b", "a xnor b", "not b", "a or not b", "not a", "not a or b", "a nand b", "1",
    ];

    /// <summary>What a gate is called.</summary>
    /// <param name="gate">0 to 15.</param>
    public static string NameOf(int gate) => names[gate];

    /// <summary>What a gate answers to two bits.</summary>
    /// <param name="gate">0 to 15.</param>
    /// <param name="a">0 or 1.</param>
    /// <param name="b">0 or 1.</param>
    public static int Answer(int gate, int a, int b) => gate >> (3 - (2 * a + b)) & 1;

    /// <summary>Refuses what are no kinds of gates.</summary>
    /// <exception cref="UserException">There is one.</exception>
    internal static void Check(ReadOnlySpan<byte> kinds)
    {
        int wrong = kinds.IndexOfAnyExceptInRange((byte)0, (byte)(Count - 1));
        if (wrong >= 0)
        {
            throw new UserException($"gate {wrong} of a circuit is of kind {kinds[wrong]}, and kinds are 0 to {Count - 1}");
        }
    }

    /// <summary>Whether a gate passes one of its inputs on as it is.</summary>
    public static bool Passes(int gate) => gate is 3 or 5;

    /// <summary>Whether a gate's answer depends on its first input.</summary>
    public static bool ReadsFirst(int gate) => (gate >> 2) != (gate & 3);

    /// <summary>Whether a gate's answer depends on its second input.</summary>
    public static bool ReadsSecond(int gate) => (gate >> 1 & 5) != (gate & 5);
}
