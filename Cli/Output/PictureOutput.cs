using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>A picture of the last state.</summary>
internal sealed class PictureOutput : RunOutput
{
    private readonly string path;
    private readonly PictureStyle style;

    public PictureOutput(string path, PictureStyle style)
        : base(interval: null)
    {
        AtomicFile.CheckWritable(path);
        this.path = path;
        this.style = style;
    }

    public override void Begin(Ecosystem world) => style.Prepare(world);

    public override void Finish(Ecosystem world)
    {
        PictureFrame frame = PictureStyle.Frame(world.Parameters);
        uint[] pixels = style.Read(world, frame);
        AtomicFile.Write(path, stream => Picture.WritePng(stream, pixels, frame.Width, frame.Height));
    }
}
