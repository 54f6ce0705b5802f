using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>Small pictures of several worlds on one, each with a label.</summary>
public sealed class ContactSheet : IDisposable
{
    private const int PictureSide = 256;
    private const int Margin = 12;
    private const int LineHeight = 20;
    private const int LabelHeight = 2 * LineHeight + 8;

    private readonly List<(SKImage Picture, string Label, string Caption)> pictures = [];

    /// <summary>How many there are.</summary>
    public int Count => pictures.Count;

    /// <summary>Adds what a world looks like now.</summary>
    /// <param name="world">The world.</param>
    /// <param name="palette">Its colours.</param>
    /// <param name="label">What it is called.</param>
    /// <param name="caption">What there is to say of it.</param>
    public void Add(World world, Palette palette, string label, string caption)
    {
        PictureFrame frame = PictureFrame.Whole(world.Parameters, PictureSide);
        uint[] pixels = world.ReadPicture(new(Layer.Territory), palette, frame);
        SKImageInfo info = new(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        pictures.Add((SKImage.FromPixelCopy(info, MemoryMarshal.AsBytes<uint>(pixels)), label, caption));
    }

    /// <summary>Writes the sheet as a PNG file.</summary>
    public void Write(string path)
    {
        int columns = (int)Math.Ceiling(Math.Sqrt(pictures.Count));
        int rows = (pictures.Count - 1) / columns + 1;
        const int stepX = PictureSide + Margin;
        const int stepY = PictureSide + LabelHeight + Margin;
        SKImageInfo info = new(columns * stepX + Margin, rows * stepY + Margin, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(info);
        surface.Canvas.Clear(Theme.Backdrop);
        Ink ink = new(surface.Canvas);
        for (int index = 0; index < pictures.Count; index++)
        {
            (SKImage picture, string label, string caption) = pictures[index];
            SKPoint corner = new(Margin + index % columns * stepX, Margin + index / columns * stepY);
            Draw(surface.Canvas, picture, corner);
            float middle = corner.Y + PictureSide + 4 + LineHeight / 2f;
            ink.Text(Ink.Fit(label, PictureSide), corner.X, middle, Theme.Text);
            ink.Text(Ink.Fit(caption, PictureSide), corner.X, middle + LineHeight, Theme.Muted);
        }

        using SKImage sheet = surface.Snapshot();
        using SKData data = sheet.Encode(SKEncodedImageFormat.Png, 100);
        AtomicFile.Write(path, data.SaveTo);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((SKImage picture, _, _) in pictures)
        {
            picture.Dispose();
        }
    }

    // Small grids are enlarged without blurring their cells.
    private static void Draw(SKCanvas canvas, SKImage picture, SKPoint corner)
    {
        float scale = PictureSide / (float)Math.Max(picture.Width, picture.Height);
        SKSize size = new(scale * picture.Width, scale * picture.Height);
        SKPoint place = new(corner.X + (PictureSide - size.Width) / 2, corner.Y + (PictureSide - size.Height) / 2);
        canvas.DrawImage(picture, SKRect.Create(place, size), new SKSamplingOptions(SKFilterMode.Nearest));
    }
}
