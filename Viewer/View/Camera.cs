using System.Drawing;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Viewer.View;

/// <summary>
/// Which part of the grid lies where in the window. Places in the grid are continuous: cell (x, y) covers
/// [x, x + 1) x [y, y + 1). Places in the window are pixels of the framebuffer from its upper left corner.
/// </summary>
internal sealed class Camera
{
    // A cell of this many pixels fills a good part of a window; closer there is nothing more to see.
    private const double ClosestZoom = 160;

    // From farther away than this part of the window the world is a speck.
    private const double SmallestShare = 0.25;

    // Between one and a half cells a pixel and two thirds of one, a picture neither costs much nor looks coarse.
    private const double MostCellsPerPixel = 1.5;

    private double centreX;
    private double centreY;
    private bool isFitted = true;
    private Size grid;
    private RectangleF viewport;

    /// <summary>Pixels on either side of a cell.</summary>
    public double Zoom { get; private set; } = 1;

    /// <summary>The most pixels that <see cref="FrameFor"/> asks for in a window of a size, beside what shows all of a small grid.</summary>
    public static int PixelsFor(int width, int height) =>
        (int)Math.Ceiling((MostCellsPerPixel * width + 2) * (MostCellsPerPixel * height + 2));

    /// <summary>Says what there is to see, and in which part of the window; a view of everything stays one.</summary>
    public void Adapt(Size newGrid, RectangleF newViewport)
    {
        bool otherGrid = newGrid != grid;
        if (!otherGrid && newViewport == viewport)
        {
            return;
        }

        // What stood in the middle stays there when the window's size changes.
        (grid, viewport) = (newGrid, newViewport);
        if (isFitted || otherGrid)
        {
            Fit();
        }
        else
        {
            Limit();
        }
    }

    /// <summary>Shows everything.</summary>
    public void Fit()
    {
        isFitted = true;
        centreX = grid.Width / 2.0;
        centreY = grid.Height / 2.0;
        Zoom = FittingZoom;
    }

    /// <summary>Moves the picture by a number of pixels.</summary>
    public void Pan(double right, double down)
    {
        isFitted = false;
        centreX -= right / Zoom;
        centreY -= down / Zoom;
        Limit();
    }

    /// <summary>Comes nearer by a factor; what lies at a place of the window stays there.</summary>
    public void ZoomAt(PointF place, double factor)
    {
        isFitted = false;
        PointF before = ToGrid(place);
        Zoom *= factor;
        LimitZoom();
        PointF after = ToGrid(place);
        centreX += before.X - after.X;
        centreY += before.Y - after.Y;
        Limit();
    }

    /// <summary>The middle of the view, in the window.</summary>
    public PointF Middle => new(viewport.X + viewport.Width / 2, viewport.Y + viewport.Height / 2);

    /// <summary>The place of the grid at a place of the window.</summary>
    public PointF ToGrid(PointF pixel) => new(
        (float)(centreX + (pixel.X - Middle.X) / Zoom),
        (float)(centreY + (pixel.Y - Middle.Y) / Zoom));

    /// <summary>The place of the window at a place of the grid.</summary>
    public PointF ToWindow(double x, double y) => new(
        (float)(Middle.X + (x - centreX) * Zoom),
        (float)(Middle.Y + (y - centreY) * Zoom));

    /// <summary>Where an area of cells lies in the window.</summary>
    public RectangleF ToWindow(Area area)
    {
        PointF corner = ToWindow(area.X, area.Y);
        return new RectangleF(corner.X, corner.Y, (float)(area.Width * Zoom), (float)(area.Height * Zoom));
    }

    /// <summary>The cell at a place of the window, or null outside the grid.</summary>
    public (int X, int Y)? CellAt(PointF pixel)
    {
        PointF place = ToGrid(pixel);
        (int x, int y) = ((int)Math.Floor(place.X), (int)Math.Floor(place.Y));
        return x >= 0 && y >= 0 && x < grid.Width && y < grid.Height ? (x, y) : null;
    }

    /// <summary>
    /// The picture to draw: single cells when near, squares of cells when far; all of the grid where that takes no more
    /// than a number of pixels, otherwise what the whole window shows. Null when nothing of the grid is in sight.
    /// </summary>
    /// <param name="window">The framebuffer's size.</param>
    /// <param name="pixels">The most pixels that it may have, at least <see cref="PixelsFor"/>.</param>
    /// <param name="longestSide">The most pixels in a row or column.</param>
    /// <param name="world">Which of several worlds.</param>
    public PictureFrame? FrameFor(Size window, int pixels, int longestSide, ShownWorld world = default)
    {
        int block = Math.Max(1, (int)Math.Ceiling(1 / Zoom / MostCellsPerPixel));
        PictureFrame everything = new(new Area(0, 0, grid.Width, grid.Height), block, world);
        if (everything.Pixels <= pixels && Math.Max(everything.Width, everything.Height) <= longestSide)
        {
            return everything;
        }

        PointF first = ToGrid(PointF.Empty);
        PointF last = ToGrid(new PointF(window.Width, window.Height));
        (int left, int right) = Cut(first.X, last.X, block, grid.Width);
        (int top, int bottom) = Cut(first.Y, last.Y, block, grid.Height);
        return right > left && bottom > top
            ? new PictureFrame(new Area(left, top, right - left, bottom - top), block, world)
            : null;
    }

    private double FittingZoom => Math.Min(viewport.Width / grid.Width, viewport.Height / grid.Height);

    // Whole blocks, so that a cell falls into the same block wherever the view stands.
    private static (int First, int End) Cut(double first, double last, int block, int cells) => (
        (int)Math.Clamp(Math.Floor(first / block) * block, 0, cells),
        (int)Math.Clamp(Math.Ceiling(last / block) * block, 0, cells));

    private void Limit()
    {
        LimitZoom();
        centreX = Math.Clamp(centreX, 0, grid.Width);
        centreY = Math.Clamp(centreY, 0, grid.Height);
    }

    private void LimitZoom() =>
        Zoom = Math.Clamp(Zoom, Math.Min(FittingZoom, 1) * SmallestShare, Math.Max(ClosestZoom, FittingZoom));
}
