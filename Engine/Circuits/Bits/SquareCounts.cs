using System.Numerics;
using System.Runtime.Intrinsics;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>
/// Counts the bits of squares. A bit of a vector and the same bit of the next are neighbouring cells: vectors of all rows of a square, added up
/// one after the other, say of each cell how many are set up to there, and a square is the difference of two such sums. Sums are rows of
/// bits themselves, so that a vector adds as many cells as it has bits.
/// </summary>
internal sealed unsafe class SquareCounts
{
    // Of a number, by one instruction.
    private const int BitsAtOnce = 4;

    private readonly BitLayout layout;
    private readonly Area region;
    private readonly int block;
    private readonly int firstWord;
    private readonly int words;
    private readonly int bits;

    // Up to each cell, [vector][word][bit].
    private readonly ulong[] sums;

    // Of each cell alone, [vector][bit][word].
    private readonly ulong[] columns;

    /// <param name="layout">Where bits lie.</param>
    /// <param name="region">The cells; squares at its right and lower end may be cut.</param>
    /// <param name="block">Cells on either side of a square.</param>
    public SquareCounts(in BitLayout layout, Area region, int block)
    {
        this.layout = layout;
        this.region = region;
        this.block = block;
        firstWord = region.X / layout.Vectors / BitLayout.WordBits;
        words = (region.Right - 1) / layout.Vectors / BitLayout.WordBits + 1 - firstWord;
        bits = (BitsOf((long)layout.Vectors * Math.Min(block, region.Height)) + BitsAtOnce - 1) / BitsAtOnce * BitsAtOnce;
        sums = new ulong[layout.Vectors * bits * words];
        columns = new ulong[layout.Vectors * BitsOf(Math.Min(block, region.Height)) * layout.VectorWords];
    }

    /// <summary>Counts a row of squares.</summary>
    /// <param name="rows">The first of a plane's rows, from the vector on its left.</param>
    /// <param name="rowBytes">From a row to the next.</param>
    /// <param name="height">How many rows.</param>
    /// <param name="shares">Becomes the share of each square's cells that are set.</param>
    public void Count(byte* rows, nint rowBytes, int height, Span<float> shares)
    {
        fixed (ulong* to = sums, added = columns)
        {
            byte* first = rows + (layout.VectorWords + firstWord) * sizeof(ulong);
            switch (words)
            {
                case 8:
                    AddUp<Bits512>(first, rowBytes, height, to, added);
                    break;
                case 4:
                    AddUp<Bits256>(first, rowBytes, height, to, added);
                    break;
                default:
                    for (int word = 0; word < words; word++)
                    {
                        AddUp<Bits64>(first + word * sizeof(ulong), rowBytes, height, to + word * bits, added);
                    }

                    break;
            }

            Divide(to, height, shares);
        }
    }

    private static int BitsOf(long number) => 64 - BitOperations.LeadingZeroCount((ulong)number);

    // Of each vector as many words as a type of bits has.
    private void AddUp<B>(byte* first, nint rowBytes, int height, ulong* to, ulong* columns)
        where B : unmanaged, IBits<B>
    {
        int known = BitsOf(height);
        for (int y = 0; y < height; y++)
        {
            AddRow(first + y * rowBytes, y, known, (B*)columns);
        }

        B* total = stackalloc B[bits];
        new Span<B>(total, bits).Clear();
        int totalWords = sizeof(B) / sizeof(ulong);
        for (int vector = 0; vector < layout.Vectors; vector++, to += words * bits)
        {
            B* column = (B*)columns + vector * known;
            B over = default;
            for (int bit = 0; bit < bits; bit++)
            {
                B added = bit < known ? column[bit] : default;
                B differs = B.Xor(total[bit], added);
                B both = B.And(total[bit], added);
                total[bit] = B.Xor(differs, over);
                over = B.Xor(both, B.And(differs, over));
            }

            for (int word = 0; word < totalWords; word++)
            {
                for (int bit = 0; bit < bits; bit++)
                {
                    to[word * bits + bit] = ((ulong*)total)[bit * totalWords + word];
                }
            }
        }
    }

    // To the sums of the rows above it, of each vector its own; those of up to 2^n - 1 rows have n bits.
    private void AddRow<B>(byte* row, int above, int most, B* columns)
        where B : unmanaged, IBits<B>
    {
        int known = BitsOf(above);
        bool isLonger = BitsOf(above + 1) > known;
        for (int vector = 0; vector < layout.Vectors; vector++, row += layout.VectorBytes, columns += most)
        {
            B carry = B.Load(row);
            for (int bit = 0; bit < known; bit++)
            {
                B before = columns[bit];
                columns[bit] = B.Xor(before, carry);
                carry = B.And(before, carry);
            }

            if (isLonger)
            {
                columns[known] = carry;
            }
        }
    }

    private void Divide(ulong* from, int height, Span<float> shares)
    {
        int n = layout.Vectors;
        int lane = region.X / n;
        int before = 0;
        int start = Before(region.X);
        for (int square = 0; square < shares.Length; square++)
        {
            int left = square * block;
            int width = Math.Min(block, region.Width - left);
            int end = Before(region.X + left + width);
            shares[square] = (end - start) / ((float)width * height);
            start = end;
        }

        // Cells of the lanes from the first one on that are set before a cell; asked from left to right.
        int Before(int cell)
        {
            for (; (lane + 1) * n <= cell; lane++)
            {
                before += Sum(from, n - 1, lane);
            }

            int vector = cell - lane * n;
            return before + (vector > 0 ? Sum(from, vector - 1, lane) : 0);
        }
    }

    // The sum up to a vector, in one of its bits.
    private int Sum(ulong* from, int vector, int lane)
    {
        ulong* at = from + (vector * words + lane / BitLayout.WordBits - firstWord) * bits;
        int shift = BitLayout.WordBits - 1 - lane % BitLayout.WordBits;
        int sum = 0;
        for (int bit = 0; bit < bits; bit += BitsAtOnce)
        {
            sum |= (int)Vector256.ExtractMostSignificantBits(Vector256.Load(at + bit) << shift) << bit;
        }

        return sum;
    }
}
