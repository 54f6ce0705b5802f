using System.Drawing;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Viewer.View;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.View;

/// <summary>The camera keeps cells where the user left them, and asks for pictures that are fine enough and not too large.</summary>
public class CameraTests
{
    private const int LongestSide = 16384;

    private static readonly Size window = new(1440, 900);
    private static readonly RectangleF viewport = new(14, 14, 1032, 872);

    /// <summary>Everything is to be seen at first, as large as it can be, in the middle.</summary>
    [Theory]
    [InlineData(128, 128)]
    [InlineData(8, 8)]
    [InlineData(1000, 64)]
    [InlineData(16384, 16384)]
    public void The_world_fits_at_first(int width, int height)
    {
        RectangleF place = Open(width, height).ToWindow(new Area(0, 0, width, height));
        Assert.True(viewport.Contains(RectangleF.Inflate(place, -0.1f, -0.1f)), $"{place}");
        Assert.True(Math.Abs(place.Width - viewport.Width) < 0.1 || Math.Abs(place.Height - viewport.Height) < 0.1, $"{place}");
        Assert.Equal(viewport.X + viewport.Width / 2, place.X + place.Width / 2, 0.1);
        Assert.Equal(viewport.Y + viewport.Height / 2, place.Y + place.Height / 2, 0.1);
    }

    /// <summary>What lies under the pointer stays there, until a limit is reached.</summary>
    [Fact]
    public void Zooming_keeps_the_place_under_the_pointer()
    {
        Camera camera = Open(4096, 4096);
        PointF pointer = new(333, 421);
        PointF place = camera.ToGrid(pointer);
        for (int notch = 0; notch < 40; notch++)
        {
            camera.ZoomAt(pointer, 1.2);
            PointF now = camera.ToGrid(pointer);
            Assert.Equal(place.X, now.X, 0.01);
            Assert.Equal(place.Y, now.Y, 0.01);
        }

        Assert.Equal(160, camera.Zoom);
    }

    /// <summary>A dragged picture follows the pointer.</summary>
    [Fact]
    public void Panning_moves_by_pixels()
    {
        Camera camera = Open(512, 512);
        camera.ZoomAt(camera.Middle, 8);
        PointF before = camera.ToWindow(256, 256);
        camera.Pan(-31, 17);
        PointF after = camera.ToWindow(256, 256);
        Assert.Equal(before.X - 31, after.X, 0.01);
        Assert.Equal(before.Y + 17, after.Y, 0.01);
    }

    /// <summary>The world's edge can come to the middle of the window, and no farther.</summary>
    [Fact]
    public void The_world_cannot_be_lost()
    {
        Camera camera = Open(512, 512);
        camera.Pan(-1e6, 1e6);
        Assert.Equal(512, camera.ToGrid(camera.Middle).X, 0.01);
        Assert.Equal(0, camera.ToGrid(camera.Middle).Y, 0.01);
        for (int i = 0; i < 100; i++)
        {
            camera.ZoomAt(camera.Middle, 0.5);
        }

        Assert.True(camera.Zoom > 0.2);
    }

    /// <summary>Outside the grid there is no cell; inside, the cell is the one drawn there.</summary>
    [Fact]
    public void Cells_are_found_where_they_are_drawn()
    {
        Camera camera = Open(128, 96);
        camera.ZoomAt(new PointF(300, 300), 5);
        RectangleF cell = camera.ToWindow(new Area(40, 30, 1, 1));
        Assert.Equal((40, 30), camera.CellAt(new PointF(cell.X + 0.5f, cell.Y + 0.5f)));
        Assert.Equal((40, 30), camera.CellAt(new PointF(cell.Right - 0.5f, cell.Bottom - 0.5f)));
        PointF corner = camera.ToWindow(0, 0);
        Assert.Null(camera.CellAt(new PointF(corner.X - 1, corner.Y + 5)));
    }

    /// <summary>
    /// Whatever the view, a picture has room, lies in the grid, shows all that the window shows of it, and has between
    /// two thirds and one and a half of the window's resolution, or single cells.
    /// </summary>
    [Fact]
    public void Pictures_are_neither_coarse_nor_large()
    {
        Random random = new(1);
        int room = Camera.PixelsFor(window.Width, window.Height);
        for (int view = 0; view < 2000; view++)
        {
            Size grid = new(random.Next(8, 20000), random.Next(8, 20000));
            Camera camera = Open(grid.Width, grid.Height);
            camera.ZoomAt(new PointF(random.Next(1440), random.Next(900)), Math.Pow(2, random.NextDouble() * 14 - 2));
            camera.Pan(random.Next(-500, 500), random.Next(-500, 500));
            if (camera.FrameFor(window, room, LongestSide) is not PictureFrame picture)
            {
                continue;
            }

            Assert.InRange(picture.Pixels, 1, room);
            Assert.True(new Area(0, 0, grid.Width, grid.Height).Contains(picture.Region.X, picture.Region.Y));
            Assert.True(picture.Region.Right <= grid.Width && picture.Region.Bottom <= grid.Height);
            double pixelsPerPixel = 1 / (camera.Zoom * picture.Block);
            Assert.True(picture.Block == 1 ? pixelsPerPixel <= 1.5 : pixelsPerPixel is >= 0.66 and <= 1.5, $"{pixelsPerPixel}");
            Assert.Equal(0, picture.Region.X % picture.Block);
            foreach (PointF corner in (PointF[])[new(0, 0), new(1439, 0), new(0, 899), new(1439, 899), new(720, 450)])
            {
                if (camera.CellAt(corner) is (int x, int y))
                {
                    Assert.True(picture.Region.Contains(x, y), $"{picture} lacks cell {x}, {y}");
                }
            }
        }
    }

    /// <summary>A view of everything stays one when the window or the grid changes; another keeps its middle.</summary>
    [Fact]
    public void A_new_size_keeps_the_view()
    {
        Camera camera = Open(100, 100);
        camera.Adapt(new Size(100, 100), new RectangleF(0, 0, 500, 500));
        Assert.Equal(5, camera.Zoom, 0.001);
        camera.ZoomAt(camera.Middle, 3);
        camera.Pan(40, 10);
        PointF middle = camera.ToGrid(camera.Middle);
        camera.Adapt(new Size(100, 100), new RectangleF(0, 0, 900, 700));
        Assert.Equal(middle.X, camera.ToGrid(camera.Middle).X, 0.001);
        Assert.Equal(15, camera.Zoom, 0.001);
        camera.Adapt(new Size(50, 50), new RectangleF(0, 0, 900, 700));
        Assert.Equal(14, camera.Zoom, 0.001);
    }

    private static Camera Open(int width, int height)
    {
        Camera camera = new();
        camera.Adapt(new Size(width, height), viewport);
        return camera;
    }
}
