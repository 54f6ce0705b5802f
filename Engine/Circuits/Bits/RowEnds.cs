namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>What cells at the ends of a row have for neighbours beyond it.</summary>
/// <param name="layout">Where bits lie.</param>
/// <param name="periodic">Whether the row's ends are neighbours; otherwise there is 0 beyond.</param>
internal readonly unsafe struct RowEnds(in BitLayout layout, bool periodic)
{
    // All rows have the same places, and dividing for each of them would take as long as computing it.
    private readonly int words = layout.VectorWords;
    private readonly int last = layout.Vectors * layout.VectorWords;
    private readonly int lastCellWord = layout.WordOf(layout.Width - 1);
    private readonly int lastCellBit = layout.BitOf(layout.Width - 1);
    private readonly int behindWord = layout.WordOf(layout.Width);
    private readonly int behindBit = layout.BitOf(layout.Width);
    private readonly bool hasBehind = layout.Width < layout.Vectors * layout.VectorBits;
    private readonly ulong wraps = periodic ? 1UL : 0;

    /// <summary>Writes it, from the bits of a plane's row.</summary>
    /// <param name="plane">The row of a plane, from the vector on its left.</param>
    public void Write(ulong* plane)
    {
        ulong* first = plane + words;
        ulong* final = plane + last;
        ulong* right = final + words;
        ulong beforeFirst = plane[lastCellWord] >> lastCellBit & wraps;
        ulong afterLast = *first & wraps;
        if (hasBehind)
        {
            plane[behindWord] = (plane[behindWord] & ~(1UL << behindBit)) | afterLast << behindBit;
        }

        for (int word = words - 1; word > 0; word--)
        {
            plane[word] = final[word] << 1 | final[word - 1] >> (BitLayout.WordBits - 1);
        }

        *plane = *final << 1 | beforeFirst;
        for (int word = 0; word < words - 1; word++)
        {
            right[word] = first[word] >> 1 | first[word + 1] << (BitLayout.WordBits - 1);
        }

        right[words - 1] = first[words - 1] >> 1 | afterLast << (BitLayout.WordBits - 1);
    }
}
