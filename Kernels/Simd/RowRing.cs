using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// The K rows of one plane around a row that moves down a tile, padded on both sides, with zeros where no cell is. Each
/// row is copied once.
/// </summary>
internal readonly unsafe struct RowRing
{
    private readonly Planes source;
    private readonly int plane;
    private readonly Area area;
    private readonly Area readable;
    private readonly int size;
    private readonly float* memory;

    /// <param name="source">Where the rows lie.</param>
    /// <param name="plane">Which plane.</param>
    /// <param name="area">The tile.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="size">K.</param>
    /// <param name="memory">Room for <see cref="Floats"/>.</param>
    public RowRing(in Planes source, int plane, Area area, Area readable, int size, float* memory)
    {
        this.source = source;
        this.plane = plane;
        this.area = area;
        this.readable = readable;
        this.size = size;
        this.memory = memory;
    }

    /// <summary>Floats that the rows take.</summary>
    public static long Floats(int size, int columns) => (long)size * Rows.PaddedLength(columns);

    /// <summary>Moves to the tile's first row, or to the row below the last one.</summary>
    /// <param name="y">The row in the middle.</param>
    /// <param name="rows">The K rows, each from the tile's first column on.</param>
    public void MoveTo(int y, float** rows)
    {
        int length = Rows.PaddedLength(area.Width);
        int above = size / 2;
        for (int row = y == area.Y ? y - above : y + above; row <= y + above; row++)
        {
            Rows.LoadPadded(source, plane, row, area.X, area.Width, readable, memory + Slot(row) * length);
        }

        for (int k = 0; k < size; k++)
        {
            rows[k] = memory + Slot(y - above + k) * length + Rows.Padding;
        }
    }

    // Rows start up to K/2 above the tile, so the difference is made positive before it is wrapped.
    private int Slot(int y) => (y - area.Y + size) % size;
}
