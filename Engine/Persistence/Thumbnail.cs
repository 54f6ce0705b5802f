using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>Small pictures of worlds, for world files.</summary>
public static class Thumbnail
{
    private const int LongestSide = 160;

    /// <summary>Draws the territories of a whole world.</summary>
    /// <returns>A PNG file's bytes.</returns>
    public static byte[] Draw(Ecosystem world, Palette palette)
    {
        PictureFrame frame = PictureFrame.Whole(world.Parameters.GridWidth, world.Parameters.GridHeight, LongestSide);
        using MemoryStream png = new();
        Picture.WritePng(png, world.ReadPicture(default, palette, frame), frame.Width, frame.Height);
        return png.ToArray();
    }
}
