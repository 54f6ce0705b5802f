namespace GpuEcosystem.Kernels.Circuits;

/// <summary>A word of a grid of bits, and where the words around it are.</summary>
public struct BitPlace
{
    /// <summary>Its row's number in a plane.</summary>
    public int Y;

    /// <summary>The row above; <see cref="BitGrid.Height"/>, a row of zeros, where there is none.</summary>
    public int Above;

    /// <summary>The row below, likewise.</summary>
    public int Below;

    /// <summary>Its number in the row.</summary>
    public int Word;

    /// <summary>The word that holds its first cell's left neighbour.</summary>
    public int Left;

    /// <summary>Which bit that is.</summary>
    public int LeftBit;

    /// <summary>1 where there is one, 0 where there is nothing.</summary>
    public uint HasLeft;

    /// <summary>The word whose bit 0 is its last cell's right neighbour.</summary>
    public int Right;

    /// <summary>Which of its own bits is its last cell.</summary>
    public int LastBit;

    /// <summary>1 where that cell has a right neighbour, 0 where there is nothing.</summary>
    public uint HasRight;

    /// <summary>The row so many rows further down.</summary>
    /// <param name="dy">−1, 0 or 1.</param>
    public readonly int Row(int dy) => dy < 0 ? Above : dy > 0 ? Below : Y;
}
