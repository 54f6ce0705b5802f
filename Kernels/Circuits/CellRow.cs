namespace GpuEcosystem.Kernels.Circuits;

/// <summary>How the cells of some worlds of one size stand in a row: world after world, each row by row.</summary>
public struct CellRow
{
    /// <summary>Cells of a world's rows.</summary>
    public int Width;

    /// <summary>Rows of a world.</summary>
    public int Height;

    /// <summary>How many worlds there are.</summary>
    public int Worlds;

    /// <summary>Floats of a row, a multiple of 16; what is behind the last cell is padding.</summary>
    public int Pitch;

    /// <summary>1 where a world's edges meet, 0 where there is nothing beyond them.</summary>
    public int Periodic;

    /// <summary>Cells of all worlds.</summary>
    public readonly int Cells => Width * Height * Worlds;

    /// <summary>A neighbour of a cell; −1 where there is none, as for padding.</summary>
    /// <param name="cell">Place in the row.</param>
    /// <param name="dy">−1 to 1.</param>
    /// <param name="dx">−1 to 1.</param>
    internal readonly int NeighbourOf(int cell, int dy, int dx)
    {
        if (cell >= Cells)
        {
            return -1;
        }

        int x = cell % Width + dx;
        int y = cell / Width % Height + dy;
        if (Periodic != 0)
        {
            x = x < 0 ? Width - 1 : x == Width ? 0 : x;
            y = y < 0 ? Height - 1 : y == Height ? 0 : y;
        }

        bool exists = x >= 0 && x < Width && y >= 0 && y < Height;
        return exists ? (cell / (Width * Height) * Height + y) * Width + x : -1;
    }
}
