namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>
/// Where the bits of a row lie: in n vectors of V bits, of which vector j holds cells j, j + n, j + 2n, … The left neighbours of a vector's
/// cells are the vector before it, and only the row's two ends need a vector more on either side, whose bits are the others' by one further.
/// </summary>
/// <remarks>
/// Where the width is no multiple of V, there are cells behind the last one. The first of them holds what the last cell has for a neighbour;
/// what the others hold reaches no cell.
/// </remarks>
/// <param name="Width">Cells of a row.</param>
/// <param name="VectorBits">V: 128, 256 or 512.</param>
internal readonly record struct BitLayout(int Width, int VectorBits)
{
    public const int WordBits = 64;

    /// <summary>n.</summary>
    public int Vectors => (Width + VectorBits - 1) / VectorBits;

    /// <summary>Words of a vector.</summary>
    public int VectorWords => VectorBits / WordBits;

    /// <summary>Bytes of a vector.</summary>
    public int VectorBytes => VectorBits / 8;

    /// <summary>Words of a plane's row, with a vector more at either end.</summary>
    public int PlaneWords => (Vectors + 2) * VectorWords;

    /// <summary>Bytes of the same.</summary>
    public int PlaneBytes => (Vectors + 2) * VectorBytes;

    /// <summary>Words of a packed row: bit x of which is cell x.</summary>
    public int PackedWords => PackedWordsOf(Width);

    /// <summary>Words of a packed row of so many cells.</summary>
    public static int PackedWordsOf(int width) => (width + WordBits - 1) / WordBits;

    /// <summary>Which bits of a word of a plane's row, not one of its ends, are cells.</summary>
    public ulong CellsOf(int word)
    {
        // Bit b of it is the cell j + n (first + b).
        (int vector, int part) = Math.DivRem(word - VectorWords, VectorWords);
        int first = part * WordBits;
        int cells = (Width - vector + Vectors - 1) / Vectors - first;
        return cells >= WordBits ? ulong.MaxValue : cells <= 0 ? 0 : (1UL << cells) - 1;
    }

    /// <summary>Which word of a plane's row holds a cell.</summary>
    public int WordOf(int cell) => (1 + cell % Vectors) * VectorWords + cell / Vectors / WordBits;

    /// <summary>Which bit of that word it is.</summary>
    public int BitOf(int cell) => cell / Vectors % WordBits;
}
