namespace GpuEcosystem.Kernels.Layout;

/// <summary>A rectangle of grid cells, in the grid's own coordinates whatever buffer holds them.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct Area(int X, int Y, int Width, int Height)
{
    /// <summary>The column after the last one.</summary>
    public int Right => X + Width;

    /// <summary>The row after the last one.</summary>
    public int Bottom => Y + Height;

    /// <summary>Number of cells.</summary>
    public long Cells => (long)Width * Height;

    /// <summary>Grid column of the cell with a row-major number.</summary>
    public int ColumnOf(int cell) => X + cell % Width;

    /// <summary>Grid row of the cell with a row-major number.</summary>
    public int RowOf(int cell) => Y + cell / Width;

    /// <summary>Whether a cell lies inside.</summary>
    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;

    /// <summary>This area and <paramref name="rows"/> more rows above and below it, cut to <paramref name="bounds"/>.</summary>
    public Area GrowRows(int rows, Area bounds) => GrowRows(rows, rows, bounds);

    /// <summary>This area with more rows above and below it, cut to <paramref name="bounds"/>.</summary>
    public Area GrowRows(int above, int below, Area bounds)
    {
        int top = Math.Max(Y - above, bounds.Y);
        int bottom = Math.Min(Bottom + below, bounds.Bottom);
        return new Area(X, top, Width, bottom - top);
    }
}
