using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Display;

/// <summary>Which part of the grid a picture shows, and how finely.</summary>
/// <param name="Region">Cells, at least one; inside the grid.</param>
/// <param name="Block">Cells on either side of the square that one pixel averages; 1 or more.</param>
public readonly record struct PictureFrame(Area Region, int Block)
{
    /// <summary>Pixels in a row.</summary>
    public int Width => (Region.Width - 1) / Block + 1;

    /// <summary>Rows of pixels.</summary>
    public int Height => (Region.Height - 1) / Block + 1;

    /// <summary>Number of pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>All of a grid, as finely as its longer side fits into a number of pixels.</summary>
    public static PictureFrame Whole(int width, int height, int longestSide) =>
        new(new Area(0, 0, width, height), (Math.Max(width, height) - 1) / longestSide + 1);
}
