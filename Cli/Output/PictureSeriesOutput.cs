using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>Pictures in a folder, named by their step so that they sort. The world goes on while they are written.</summary>
internal sealed class PictureSeriesOutput : RunObserver
{
    private readonly string folder;
    private readonly PictureStyle style;
    private readonly PictureFrame frame;
    private readonly BackgroundWork<(long Step, uint[] Pixels)> writing;

    public PictureSeriesOutput(string folder, long interval, PictureStyle style, WorldParameters parameters)
        : base(interval)
    {
        this.folder = folder;
        this.style = style;
        frame = PictureStyle.Frame(parameters);
        CreateFolder();
        AtomicFile.CheckWritable(NameAt(0));
        writing = new BackgroundWork<(long Step, uint[] Pixels)>(
            PictureStyle.RoomFor(frame),
            picture => AtomicFile.Write(
                NameAt(picture.Step),
                stream => Picture.WritePng(stream, picture.Pixels, frame.Width, frame.Height)));
    }

    public override void Begin(ConfiguredWorld world) => style.Prepare(world.World);

    public override void Observe(ConfiguredWorld world) => writing.Add((world.World.StepNumber, style.Read(world.World, frame)));

    public override void Finish(ConfiguredWorld world) => writing.Complete();

    protected override void Dispose(bool disposing)
    {
        writing.Dispose();
        base.Dispose(disposing);
    }

    private string NameAt(long step) => Path.Combine(folder, $"{step:D8}.png");

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"cannot write pictures to '{folder}': it is not a folder and none can be made", exception);
        }
    }
}
