using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>Pictures in a folder, named by their step so that they sort. The world goes on while they are written.</summary>
internal sealed partial class PictureSeriesOutput : RunObserver
{
    private readonly OutputFolder folder;
    private readonly PictureStyle style;
    private readonly PictureFrame frame;
    private readonly BackgroundWork<(long Step, uint[] Pixels)> writing;

    public PictureSeriesOutput(
        string folder, bool? overwrites, long interval, PictureStyle style, PictureScale? scale, WorldParameters parameters)
        : base(interval)
    {
        this.folder = new OutputFolder(folder, "pictures", Name(), overwrites);
        this.style = style;
        Written = folder;
        PictureScale chosen = scale ?? PictureScale.ForPicture(style.World.AreaIn(parameters));
        chosen.Check(folder, style.World.AreaIn(parameters));
        frame = style.Frame(parameters, chosen.Block);
        AtomicFile.CheckWritable(NameAt(0));
        writing = new BackgroundWork<(long Step, uint[] Pixels)>(
            PictureStyle.RoomFor(frame),
            picture => AtomicFile.Write(
                NameAt(picture.Step),
                stream => Picture.WritePng(stream, picture.Pixels, frame, chosen)));
    }

    public override string Written { get; }

    public override void Begin(ConfiguredWorld world)
    {
        folder.Clear();
        style.Prepare(world.World);
    }

    public override void Observe(ConfiguredWorld world) => writing.Add((world.World.StepNumber, style.Read(world.World, frame)));

    public override void Finish(ConfiguredWorld world) => writing.Complete();

    protected override void Dispose(bool disposing)
    {
        writing.Dispose();
        base.Dispose(disposing);
    }

    private string NameAt(long step) => folder[$"{step:D8}.png"];

    [GeneratedRegex(@"^[0-9]{8,}\.png$")]
    private static partial Regex Name();
}
