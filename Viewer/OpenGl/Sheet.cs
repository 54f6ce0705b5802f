using System.Drawing;
using Silk.NET.OpenGL;
using SkiaSharp;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>Something drawn with Skia that lies over the rest of the window.</summary>
internal sealed unsafe class Sheet(GL gl) : IDisposable
{
    private readonly Texture texture = new(gl);
    private SKSurface? surface;

    /// <summary>Width in pixels; 0 before anything was painted.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Draws the sheet anew.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="scale">Pixels of one unit of what is painted.</param>
    /// <param name="paint">Draws on the canvas, which is transparent.</param>
    public void Paint(int width, int height, float scale, Action<SKCanvas> paint)
    {
        if (width <= 0 || height <= 0)
        {
            (Width, Height) = (0, 0);
            return;
        }

        if (surface is null || (width, height) != (Width, Height))
        {
            surface?.Dispose();
            surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul), width * sizeof(uint));
            (Width, Height) = (width, height);
        }

        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.Transparent);
        canvas.Save();
        canvas.Scale(scale);
        paint(canvas);
        canvas.RestoreToCount(1);
        using SKPixmap pixels = surface.PeekPixels();
        texture.Write(width, height, (void*)pixels.GetPixels());
    }

    /// <summary>Shows it with its upper left corner at a pixel.</summary>
    public void Show(TexturedQuad quad, float x, float y, (int Width, int Height) framebuffer)
    {
        if (Width > 0)
        {
            // Between pixels, letters would lose their edges.
            RectangleF target = new(MathF.Round(x), MathF.Round(y), Width, Height);
            quad.Draw(texture, target, new RectangleF(0, 0, 1, 1), smooth: false, blend: true, framebuffer);
        }
    }

    public void Dispose()
    {
        surface?.Dispose();
        texture.Dispose();
    }
}
