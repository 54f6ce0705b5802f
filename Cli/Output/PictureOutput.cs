using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>A picture of the last state.</summary>
internal sealed class PictureOutput : RunObserver
{
    private readonly string path;
    private readonly PictureStyle style;

    public PictureOutput(string path, PictureStyle style)
        : base(interval: null)
    {
        FileEnding.Require(path, "pictures", ".png");
        this.path = path;
        this.style = style;
    }

    public override void Begin(ConfiguredWorld world) => style.Prepare(world.World);

    public override void Finish(ConfiguredWorld world)
    {
        PictureFrame frame = PictureStyle.Frame(world.World.Parameters);
        uint[] pixels = style.Read(world.World, frame);
        AtomicFile.Write(path, stream => Picture.WritePng(stream, pixels, frame.Width, frame.Height));
    }
}
