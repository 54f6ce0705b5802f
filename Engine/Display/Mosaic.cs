using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Display;

/// <summary>Worlds of one size beside each other, row by row, with a cell's width between them.</summary>
/// <param name="Worlds">How many.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Height">Rows of each.</param>
internal readonly record struct Mosaic(int Worlds, int Width, int Height)
{
    private const int Gap = 1;

    /// <summary>All of it.</summary>
    public Area Whole => new(0, 0, Columns * (Width + Gap) - Gap, ((Worlds - 1) / Columns + 1) * (Height + Gap) - Gap);

    private int Columns => (int)Math.Ceiling(Math.Sqrt(Worlds));

    /// <summary>A world's part of a picture; a pixel that touches a gap is the gap's.</summary>
    /// <param name="world">Which, 0 = the first.</param>
    /// <param name="frame">A picture of the mosaic.</param>
    /// <returns>Its upper left pixel, and the cells of the world from there on, none where it is not in sight.</returns>
    public (int Column, int Row, Area Region) PartOf(int world, PictureFrame frame)
    {
        Area place = new(world % Columns * (Width + Gap), world / Columns * (Height + Gap), Width, Height);
        (int column, int left, int right) = Cut(place.X, place.Right, frame.Region.X, frame.Region.Right, frame.Block);
        (int row, int top, int bottom) = Cut(place.Y, place.Bottom, frame.Region.Y, frame.Region.Bottom, frame.Block);
        return (column, row, new Area(left - place.X, top - place.Y, Math.Max(0, right - left), Math.Max(0, bottom - top)));
    }

    // Whole blocks of the picture, but for the one that its own end cuts.
    private static (int Block, int First, int End) Cut(int first, int end, int pictureFirst, int pictureEnd, int block)
    {
        // A block as large as the picture is all of it.
        block = Math.Min(block, pictureEnd - pictureFirst);
        int from = Division.Up(Math.Max(0, first - pictureFirst), block);
        int begin = pictureFirst + from * block;
        int last = end >= pictureEnd ? pictureEnd : pictureFirst + Math.Max(0, end - pictureFirst) / block * block;
        return (from, begin, last);
    }
}
