using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// A picture of a part of the grid. A pixel stands for a square of cells, which the part's right and lower end may cut.
/// </summary>
public struct PixelGrid
{
    /// <summary>
    /// RGBA8 with red in the lowest byte, or each a <see cref="CellCode"/>, <c>[y][x]</c> with the part's first square first.
    /// </summary>
    public ArrayView<uint> Pixels;

    /// <summary>Pixels from one row to the next.</summary>
    public int Pitch;

    /// <summary>Cells to show.</summary>
    public Area Region;

    /// <summary>Cells on either side of a square; 1 where pixels are codes, whose mean would mean nothing.</summary>
    public int Block;

    /// <summary>1 where pixels are codes, 0 where they are colours.</summary>
    public int Codes;

    /// <summary>Pixels in a row.</summary>
    public readonly int Width => (Region.Width - 1) / Block + 1;

    /// <summary>Rows of pixels.</summary>
    public readonly int Height => (Region.Height - 1) / Block + 1;

    /// <summary>Number of pixels.</summary>
    public readonly long Count => (long)Width * Height;

    /// <summary>The cells that a pixel stands for.</summary>
    public readonly Area CellsOf(int row, int column)
    {
        int left = Region.X + column * Block;
        int top = Region.Y + row * Block;
        return new Area(left, top, Math.Min(Block, Region.Right - left), Math.Min(Block, Region.Bottom - top));
    }

    /// <summary>Writes a pixel.</summary>
    public readonly void Put(int row, int column, uint pixel) => Pixels[(long)row * Pitch + column] = pixel;
}
