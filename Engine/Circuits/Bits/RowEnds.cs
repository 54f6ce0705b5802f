namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>What cells at the ends of a row have for neighbours beyond it.</summary>
internal static unsafe class RowEnds
{
    /// <summary>Writes it, from the bits of a plane's row.</summary>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="plane">The row of a plane, from the vector on its left.</param>
    /// <param name="periodic">Whether the row's ends are neighbours; otherwise there is 0 beyond.</param>
    public static void Write(in BitLayout layout, ulong* plane, bool periodic)
    {
        int words = layout.VectorWords;
        ulong* first = plane + words;
        ulong* last = plane + layout.Vectors * words;
        ulong* right = last + words;
        int lastCell = layout.Width - 1;
        ulong beforeFirst = periodic ? plane[layout.WordOf(lastCell)] >> layout.BitOf(lastCell) & 1 : 0;
        ulong afterLast = periodic ? *first & 1 : 0;
        if (layout.Width < layout.Vectors * layout.VectorBits)
        {
            int bit = layout.BitOf(layout.Width);
            ulong* word = plane + layout.WordOf(layout.Width);
            *word = (*word & ~(1UL << bit)) | afterLast << bit;
        }

        for (int word = words - 1; word > 0; word--)
        {
            plane[word] = last[word] << 1 | last[word - 1] >> (BitLayout.WordBits - 1);
        }

        *plane = *last << 1 | beforeFirst;
        for (int word = 0; word < words - 1; word++)
        {
            right[word] = first[word] >> 1 | first[word + 1] << (BitLayout.WordBits - 1);
        }

        right[words - 1] = first[words - 1] >> 1 | afterLast << (BitLayout.WordBits - 1);
    }
}
