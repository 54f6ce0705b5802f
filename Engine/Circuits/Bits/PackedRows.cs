namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Brings packed rows, bit x of which is cell x, into the layout of vectors and back: a transposition of bits.</summary>
internal static unsafe class PackedRows
{
    private const int Side = BitLayout.WordBits;

    /// <summary>Writes a plane's row without its ends; behind the last cell there is 0.</summary>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="packed">The row, packed.</param>
    /// <param name="plane">The row of a plane, from the vector on its left.</param>
    public static void Spread(in BitLayout layout, ReadOnlySpan<ulong> packed, ulong* plane)
    {
        ulong* square = stackalloc ulong[Side];
        for (int word = 0; word < layout.VectorWords; word++)
        {
            for (int from = 0; from < layout.Vectors; from += Side)
            {
                for (int lane = 0; lane < Side; lane++)
                {
                    square[lane] = Bits(packed, ((long)word * Side + lane) * layout.Vectors + from, layout.Width);
                }

                Transpose(square);
                int count = Math.Min(Side, layout.Vectors - from);
                for (int vector = 0; vector < count; vector++)
                {
                    plane[(1 + from + vector) * layout.VectorWords + word] = square[vector];
                }
            }
        }
    }

    /// <summary>Packs a plane's row; bits behind its last cell are 0.</summary>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="plane">The row of a plane, from the vector on its left.</param>
    /// <param name="packed">The row, packed.</param>
    public static void Gather(in BitLayout layout, ulong* plane, Span<ulong> packed)
    {
        packed.Clear();
        ulong* square = stackalloc ulong[Side];
        for (int word = 0; word < layout.VectorWords; word++)
        {
            for (int from = 0; from < layout.Vectors; from += Side)
            {
                int count = Math.Min(Side, layout.Vectors - from);
                for (int vector = 0; vector < Side; vector++)
                {
                    square[vector] = vector < count ? plane[(1 + from + vector) * layout.VectorWords + word] : 0;
                }

                Transpose(square);
                for (int lane = 0; lane < Side; lane++)
                {
                    long cell = ((long)word * Side + lane) * layout.Vectors + from;
                    if (cell < layout.Width)
                    {
                        Put(packed, (int)cell, square[lane] & Lowest((int)Math.Min(count, layout.Width - cell)));
                    }
                }
            }
        }
    }

    private static ulong Lowest(int bits) => bits >= Side ? ulong.MaxValue : (1UL << bits) - 1;

    // 64 bits from a cell on; 0 from the width on.
    private static ulong Bits(ReadOnlySpan<ulong> packed, long cell, int width)
    {
        if (cell >= width)
        {
            return 0;
        }

        (int word, int bit) = ((int)(cell / Side), (int)(cell % Side));
        ulong low = packed[word] >> bit;
        ulong high = bit > 0 && word + 1 < packed.Length ? packed[word + 1] << (Side - bit) : 0;
        return (low | high) & Lowest((int)Math.Min(Side, width - cell));
    }

    private static void Put(Span<ulong> packed, int cell, ulong bits)
    {
        (int word, int bit) = (cell / Side, cell % Side);
        packed[word] |= bits << bit;
        if (bit > 0 && bits >> (Side - bit) is > 0 and ulong high)
        {
            packed[word + 1] |= high;
        }
    }

    // Warren, Hacker's Delight, 7-3: swaps the off-diagonal squares of 32, then of 16, and so on.
    private static void Transpose(ulong* square)
    {
        ulong mask = 0x00000000FFFFFFFF;
        for (int half = Side / 2; half > 0; half /= 2, mask ^= mask << half)
        {
            for (int row = 0; row < Side; row = (row + half + 1) & ~half)
            {
                ulong swapped = (square[row] >> half ^ square[row + half]) & mask;
                square[row] ^= swapped << half;
                square[row + half] ^= swapped;
            }
        }
    }
}
