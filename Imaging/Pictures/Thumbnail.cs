using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>Small pictures of worlds, for world files.</summary>
public static class Thumbnail
{
    private const int LongestSide = 160;

    /// <summary>What a world file keeps, and what the world looks like now.</summary>
    public static EcoExtras AddTo(EcoExtras extras, World world, Palette palette) =>
        extras.With(EcoExtras.Thumbnail, Draw(world, palette));

    // The territories of the whole world, as a PNG file.
    private static byte[] Draw(World world, Palette palette)
    {
        PictureFrame frame = PictureFrame.Whole(world.Parameters, LongestSide);
        using MemoryStream png = new();
        Picture.WritePng(png, world.ReadPicture(new(Layer.Territory), palette, frame), frame.Width, frame.Height);
        return png.ToArray();
    }
}
