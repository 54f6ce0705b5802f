using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Films;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>A film of the run. The world goes on while its frames are encoded, until too many wait.</summary>
internal sealed class FilmOutput : RunObserver
{
    private readonly PictureStyle style;
    private readonly PictureFrame frame;
    private readonly Film film;
    private readonly BackgroundWork<uint[]> encoding;
    private bool isEmpty = true;

    public FilmOutput(
        string path, long interval, PictureScale? scale, int rate, PictureStyle style, WorldParameters parameters)
        : base(interval)
    {
        this.style = style;
        Written = path;
        AtomicFile.CheckWritable(path);
        PictureScale chosen = scale ?? PictureScale.ForFilm(style.World.AreaIn(parameters));
        frame = style.Frame(parameters, chosen.Block);
        FilmFormat format = new(frame.Width * chosen.Enlargement, frame.Height * chosen.Enlargement, chosen, rate);
        film = Film.Open(path, format, style, parameters.Species);
        encoding = new BackgroundWork<uint[]>(
            PictureStyle.RoomFor(frame),
            pixels => film.Add(chosen.Enlarge(pixels, frame.Width)));
    }

    public override string Written { get; }

    public override void Begin(ConfiguredWorld world) => style.Prepare(world.World);

    public override void Observe(ConfiguredWorld world)
    {
        isEmpty = false;
        encoding.Add(style.Read(world.World, frame));
    }

    public override void Finish(ConfiguredWorld world)
    {
        // A world that goes on from a later step may be stopped before the first frame is due.
        if (isEmpty)
        {
            Observe(world);
        }

        encoding.Complete();
        film.Commit();
    }

    protected override void Dispose(bool disposing)
    {
        encoding.Dispose();
        film.Dispose();
        base.Dispose(disposing);
    }
}
