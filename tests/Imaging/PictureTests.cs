using GpuEcosystem.Imaging.Pictures;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Imaging;

/// <summary>Pictures in files are the pixels that went into them.</summary>
public class PictureTests
{
    private const int Width = 37;
    private const int Height = 21;

    /// <summary>A PNG file holds the pixels as they are.</summary>
    [Fact]
    public void Png_files_keep_every_pixel()
    {
        Random random = new(4);
        uint[] picture = [.. Enumerable.Range(0, Width * Height).Select(_ => 0xff000000 | (uint)random.Next(1 << 24))];
        using MemoryStream file = new();
        Picture.WritePng(file, picture, Width, Height);

        using SKBitmap read = SKBitmap.Decode(file.ToArray());
        Assert.Equal((Width, Height), (read.Width, read.Height));
        for (int pixel = 0; pixel < picture.Length; pixel++)
        {
            SKColor colour = read.GetPixel(pixel % Width, pixel / Width);
            Assert.Equal(picture[pixel], (uint)colour.Alpha << 24 | (uint)colour.Blue << 16 | (uint)colour.Green << 8 | colour.Red);
        }
    }

    /// <summary>Pixels that do not make the rectangle are a mistake of the caller's.</summary>
    [Fact]
    public void Sizes_must_fit() =>
        Assert.Throws<ArgumentException>(() => Picture.WritePng(new MemoryStream(), new uint[11], 3, 4));
}
