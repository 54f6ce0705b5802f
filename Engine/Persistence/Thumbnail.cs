using GpuEcosystem.Engine.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>Small pictures of worlds, for world files.</summary>
public static class Thumbnail
{
    private const int LongestSide = 160;

    /// <summary>Draws the territories of a whole world.</summary>
    /// <returns>A PNG file's bytes.</returns>
    public static byte[] Draw(Ecosystem world, Palette palette)
    {
        (int width, int height) = (world.Parameters.GridWidth, world.Parameters.GridHeight);
        int block = (Math.Max(width, height) + LongestSide - 1) / LongestSide;
        PictureFrame frame = new(new Area(0, 0, width, height), block);
        using MemoryStream png = new();
        Picture.WritePng(png, world.ReadPicture(default, palette, frame), frame.Width, frame.Height);
        return png.ToArray();
    }
}
