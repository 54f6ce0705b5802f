using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>A picture of the last state.</summary>
internal sealed class PictureOutput : RunOutput
{
    private readonly string path;
    private readonly Palette palette;

    public PictureOutput(string path, Palette palette)
        : base(interval: null)
    {
        AtomicFile.CheckWritable(path);
        this.path = path;
        this.palette = palette;
    }

    public override void Finish(Ecosystem world) => Write(path, world, palette);

    /// <summary>Writes what the world looks like now.</summary>
    public static void Write(string path, Ecosystem world, Palette palette)
    {
        uint[] pixels = world.ReadPicture(palette);
        AtomicFile.Write(
            path,
            stream => Picture.WritePng(stream, pixels, world.Parameters.GridWidth, world.Parameters.GridHeight));
    }
}
