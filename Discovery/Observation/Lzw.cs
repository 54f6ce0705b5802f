using System.Numerics;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>
/// Lempel, Ziv and Welch's code (Welch 1984) with a table that is never full. A library's compressor would do as well, but its sizes
/// change from one version to the next.
/// </summary>
internal static class Lzw
{
    /// <summary>Bits of a text's code, each number as long as the numbers that there are at its time need, ⌈log2 of their count⌉.</summary>
    /// <param name="text">Symbols from 0 on.</param>
    /// <param name="alphabet">How many symbols there are, at least 2.</param>
    public static long CountBits(ReadOnlySpan<byte> text, int alphabet)
    {
        // A phrase and the symbol behind it make a longer one.
        Dictionary<long, int> longer = [];
        int count = alphabet;
        int phrase = -1;
        long bits = 0;
        foreach (byte symbol in text)
        {
            long next = (long)phrase * alphabet + symbol;
            if (phrase < 0)
            {
                phrase = symbol;
            }
            else if (longer.TryGetValue(next, out int known))
            {
                phrase = known;
            }
            else
            {
                bits += Length(count);
                longer.Add(next, count++);
                phrase = symbol;
            }
        }

        return phrase < 0 ? 0 : bits + Length(count);
    }

    private static int Length(int count) => BitOperations.Log2((uint)count - 1) + 1;
}
