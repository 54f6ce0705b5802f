using System.Drawing;
using System.Numerics;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Pixels;
using GpuEcosystem.Viewer.View;
using Silk.NET.OpenGL;
using SkiaSharp;
using Texture = GpuEcosystem.Viewer.OpenGl.Texture;

namespace GpuEcosystem.Viewer;

/// <summary>
/// The world as the window shows it: the newest pictures from the world's thread, wherever the camera stands by now,
/// the learning patch and the brush.
/// </summary>
internal sealed class WorldPicture : IDisposable
{
    /// <summary>The most pixels in a row or column of the coarse picture of a large world.</summary>
    public const int OverviewSide = 1024;

    private const int Pictures = 3;
    private const int CirclePoints = 96;
    private const float LineWidth = 1.5f;

    private static readonly SKColor PatchColour = SKColors.White;

    private readonly GL gl;
    private readonly Engine.Devices.ComputeDevice device;
    private readonly FrameExchange exchange;
    private readonly Outlines outlines;
    private readonly Texture detailTexture;
    private readonly Texture overviewTexture;
    private DrawnFrame? overview;

    public WorldPicture(GL gl, Engine.Devices.ComputeDevice device, FrameExchange exchange)
    {
        this.gl = gl;
        this.device = device;
        this.exchange = exchange;
        outlines = new Outlines(gl);
        detailTexture = new Texture(gl);
        overviewTexture = new Texture(gl);
        LongestSide = gl.GetInteger(GetPName.MaxTextureSize);
    }

    /// <summary>The most pixels in a row or column of a picture.</summary>
    public int LongestSide { get; }

    /// <summary>How pixels reach the screen.</summary>
    public PixelPath Path { get; private set; }

    /// <summary>Why that way.</summary>
    public string PathReason { get; private set; } = "";

    /// <summary>What the sharp picture shows.</summary>
    public DrawnFrame? Detail { get; private set; }

    /// <summary>Makes room for the pictures of a window's size.</summary>
    public void MakeRoom(Size window)
    {
        int needed = Math.Max(Camera.PixelsFor(window.Width, window.Height), OverviewSide * OverviewSide);
        if (needed > exchange.Capacity)
        {
            PixelSlots slots = PixelSlots.Open(gl, device, needed, Pictures);
            (Path, PathReason) = (slots.Path, slots.Reason);
            exchange.Install(slots.Slots, slots.Capacity);
        }
    }

    /// <summary>Takes the pictures that are ready, and lends the memory of those that OpenGL has read.</summary>
    /// <returns>Whether anything went round.</returns>
    public bool TakeNews()
    {
        bool any = exchange.LendWhatIsRead();
        while (exchange.TryTake(out IPictureMemory memory, out DrawnFrame frame))
        {
            any = true;
            PixelSlot slot = (PixelSlot)memory;
            slot.Upload(frame.IsOverview ? overviewTexture : detailTexture, frame.Picture.Width, frame.Picture.Height);
            exchange.Return(slot);
            if (frame.IsOverview)
            {
                overview = frame;
            }
            else
            {
                Detail = frame;
            }
        }

        return any;
    }

    /// <summary>Draws the world.</summary>
    public void Draw(TexturedQuad quad, Camera camera, ViewState state, Size grid, Size window, float scale)
    {
        if (overview is not null && (overview.Layer, overview.Palette) == (state.Layer, state.Palette))
        {
            Draw(quad, overviewTexture, overview.Picture, camera, window);
        }

        if (Detail is null)
        {
            return;
        }

        Draw(quad, detailTexture, Detail.Picture, camera, window);
        Outline(camera, new Area(0, 0, grid.Width, grid.Height), Theme.Line, window, scale);
        if (state.ShowsPatch && Detail.Patch is Area patch)
        {
            Outline(camera, patch, PatchColour, window, scale);
        }
    }

    /// <summary>Draws the brush's circle.</summary>
    public void DrawBrush(Camera camera, ViewState state, PointF place, SKColor colour, Size window, float scale)
    {
        // The brush reaches half a cell beyond its radius, from the middle of a cell.
        PointF cell = camera.ToGrid(place);
        PointF middle = camera.ToWindow(Math.Floor(cell.X) + 0.5, Math.Floor(cell.Y) + 0.5);
        float radius = Math.Max(3 * scale, (float)((state.BrushRadius + 0.5) * camera.Zoom));
        Vector2[] circle = new Vector2[CirclePoints];
        for (int i = 0; i < CirclePoints; i++)
        {
            (float sine, float cosine) = MathF.SinCos(2 * MathF.PI * i / CirclePoints);
            circle[i] = new Vector2(middle.X + radius * cosine, middle.Y + radius * sine);
        }

        outlines.Draw(circle, closed: true, SKColors.Black.WithAlpha(0x90), 2 * LineWidth * scale, (window.Width, window.Height));
        outlines.Draw(circle, closed: true, colour, LineWidth * scale, (window.Width, window.Height));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        exchange.Install([], 0);
        outlines.Dispose();
        detailTexture.Dispose();
        overviewTexture.Dispose();
    }

    // The last row or column of squares may be cut by the end of the region.
    private static void Draw(TexturedQuad quad, Texture texture, PictureFrame picture, Camera camera, Size window)
    {
        RectangleF part = new(
            0,
            0,
            (float)picture.Region.Width / (picture.Width * picture.Block),
            (float)picture.Region.Height / (picture.Height * picture.Block));
        bool smooth = picture.Block > 1 || camera.Zoom < 1;
        quad.Draw(texture, camera.ToWindow(picture.Region), part, smooth, blend: false, (window.Width, window.Height));
    }

    private void Outline(Camera camera, Area area, SKColor colour, Size window, float scale)
    {
        RectangleF place = camera.ToWindow(area);
        Vector2[] corners =
        [
            new(place.Left, place.Top), new(place.Right, place.Top),
            new(place.Right, place.Bottom), new(place.Left, place.Bottom),
        ];
        outlines.Draw(corners, closed: true, colour, LineWidth * scale, (window.Width, window.Height));
    }
}
