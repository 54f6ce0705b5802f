using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Display;
using SkiaSharp;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>Writes pictures.</summary>
public static class Picture
{
    /// <summary>Writes a PNG file.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="rgba">RGBA8 with red in the lowest byte, <c>[y][x]</c>.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static void WritePng(Stream target, ReadOnlySpan<uint> rgba, int width, int height)
    {
        Write(target, rgba, width, height, SKEncodedImageFormat.Png, 100);
    }

    /// <summary>Writes a PNG file in which cells are as large as a scale says.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="rgba">The frame's pixels, as above.</param>
    /// <param name="frame">What of the world they are.</param>
    /// <param name="scale">How large.</param>
    public static void WritePng(Stream target, uint[] rgba, PictureFrame frame, PictureScale scale) => WritePng(
        target, scale.Enlarge(rgba, frame.Width), frame.Width * scale.Enlargement, frame.Height * scale.Enlargement);

    /// <summary>Writes a WebP file, with loss.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="rgba">RGBA8 with red in the lowest byte, <c>[y][x]</c>.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="quality">0 to 99: how much of it is kept.</param>
    public static void WriteWebp(Stream target, ReadOnlySpan<uint> rgba, int width, int height, int quality)
    {
        // 100 would be another kind of file, without loss.
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 99);
        Write(target, rgba, width, height, SKEncodedImageFormat.Webp, quality);
    }

    private static void Write(
        Stream target, ReadOnlySpan<uint> rgba, int width, int height, SKEncodedImageFormat format, int quality)
    {
        if (rgba.Length != (long)width * height)
        {
            throw new ArgumentException($"{rgba.Length} pixels do not make {width} x {height}", nameof(rgba));
        }

        SKImageInfo info = new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage image = SKImage.FromPixelCopy(info, MemoryMarshal.AsBytes(rgba));
        using SKData data = image.Encode(format, quality);
        data.SaveTo(target);
    }
}
