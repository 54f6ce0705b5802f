using System.Numerics;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Adds rows of bits cell by cell: sums as rows of bits themselves, so that a vector adds as many cells as it has bits.</summary>
/// <param name="layout">Where bits lie.</param>
/// <param name="rows">The most rows.</param>
internal sealed unsafe class BitSums(BitLayout layout, int rows)
{
    private readonly ulong[][] sums = [.. Enumerable.Range(0, 32 - BitOperations.LeadingZeroCount((uint)rows)).Select(_ => new ulong[layout.PlaneWords])];
    private int added;

    /// <summary>Bits of a sum.</summary>
    public int Bits => sums.Length;

    /// <summary>Adds a plane's row.</summary>
    /// <param name="row">From the vector on its left.</param>
    public void Add(ulong* row)
    {
        added++;
        int bits = 32 - BitOperations.LeadingZeroCount((uint)added);
        int word = 0;
        for (; word + Vector<ulong>.Count <= layout.PlaneWords; word += Vector<ulong>.Count)
        {
            Vector<ulong> carry = Vector.Load(row + word);
            for (int bit = 0; bit < bits; bit++)
            {
                Span<ulong> sum = sums[bit].AsSpan(word);
                Vector<ulong> before = new(sum);
                (before ^ carry).CopyTo(sum);
                carry &= before;
            }
        }

        for (; word < layout.PlaneWords; word++)
        {
            ulong carry = row[word];
            for (int bit = 0; bit < bits; bit++)
            {
                (sums[bit][word], carry) = (sums[bit][word] ^ carry, sums[bit][word] & carry);
            }
        }
    }

    /// <summary>Packs a bit of the sums.</summary>
    /// <param name="bit">From 0.</param>
    /// <param name="packed">Bit x of which becomes that of cell x.</param>
    public void Gather(int bit, Span<ulong> packed)
    {
        fixed (ulong* sum = sums[bit])
        {
            PackedRows.Gather(layout, sum, packed);
        }
    }
}
