using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Display;

/// <summary>Which part of the grid a picture shows, and how finely.</summary>
/// <param name="Region">Cells, at least one; inside the area of what is shown.</param>
/// <param name="Block">Cells on either side of the square that one pixel averages; 1 or more.</param>
/// <param name="World">Which of several worlds.</param>
public readonly record struct PictureFrame(Area Region, int Block, ShownWorld World = default)
{
    /// <summary>Pixels in a row.</summary>
    public int Width => (Region.Width - 1) / Block + 1;

    /// <summary>Rows of pixels.</summary>
    public int Height => (Region.Height - 1) / Block + 1;

    /// <summary>Number of pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>All of a grid, as finely as its longer side fits into a number of pixels.</summary>
    public static PictureFrame Whole(WorldParameters parameters, int longestSide, ShownWorld world = default)
    {
        Area all = world.AreaIn(parameters);
        return new PictureFrame(all, (Math.Max(all.Width, all.Height) - 1) / longestSide + 1, world);
    }
}
