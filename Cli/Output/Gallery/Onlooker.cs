using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Films;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>Sees what a run's world looks like while it is observed, and at last: a pixel a cell, or the mean of some.</summary>
/// <param name="first">The step from which on it is observed.</param>
/// <param name="end">Its last step.</param>
/// <param name="films">Whether it is seen before its end.</param>
internal sealed class Onlooker(long first, long end, bool films) : RunObserver(interval: null)
{
    private const int SideOfPicture = 256;
    private const int SideOfFilm = 128;
    private const int MostFrames = 60;
    private const int FewestFrames = 12;
    private const int SecondsOfFilm = 4;
    private const long MostBytes = 300_000;

    private static readonly PictureStyle style = new(LayerChoice.Default, Palette.All[0]);

    private readonly long interval = Math.Max(1, (end - first - 1) / MostFrames + 1);
    private readonly List<uint[]> frames = [];
    private PictureFrame pictureFrame;
    private PictureFrame filmFrame;
    private uint[] last = [];
    private int species;

    /// <inheritdoc/>
    /// <remarks>Frames are counted from the end, so that a film ends where the picture is.</remarks>
    public override bool IsDue(long step) => films && step >= first && step <= end && (end - step) % interval == 0;

    /// <inheritdoc/>
    public override long NextDue(long step)
    {
        long next = Math.Max(first, step + 1);
        next += Math.Max(0, end - next) % interval;
        return IsDue(next) ? next : long.MaxValue;
    }

    /// <inheritdoc/>
    public override void Begin(ConfiguredWorld world)
    {
        pictureFrame = PictureFrame.Whole(world.World.Parameters, SideOfPicture);
        filmFrame = PictureFrame.Whole(world.World.Parameters, SideOfFilm);
        species = world.World.Parameters.Species;
    }

    /// <inheritdoc/>
    public override void Observe(ConfiguredWorld world) => frames.Add(style.Read(world.World, filmFrame));

    /// <inheritdoc/>
    public override void Finish(ConfiguredWorld world)
    {
        last = style.Read(world.World, pictureFrame);
        if (frames.Count == 0)
        {
            // It did not come so far this time.
            Observe(world);
        }
    }

    /// <summary>Writes what the world looked like at last, as a PNG file.</summary>
    public void WritePicture(string path) => AtomicFile.Write(path, stream => Picture.WritePng(stream, last, pictureFrame.Width, pictureFrame.Height));

    /// <summary>Writes how it came there, as a WebP file: in as many frames as make it not too large.</summary>
    public void WriteFilm(string path)
    {
        for (int stride = 1; ; stride *= 2)
        {
            uint[][] kept = [.. frames.Where((_, i) => (frames.Count - 1 - i) % stride == 0)];
            WriteFilm(path, kept);
            if (new FileInfo(path).Length <= MostBytes || kept.Length < 2 * FewestFrames)
            {
                return;
            }
        }
    }

    private void WriteFilm(string path, uint[][] kept)
    {
        FilmFormat format = new(filmFrame.Width, filmFrame.Height, new PictureScale(1, filmFrame.Block), Math.Max(2, kept.Length / SecondsOfFilm));
        using Film film = Film.Open(path, format, style, species);
        foreach (uint[] pixels in kept)
        {
            film.Add(pixels);
        }

        film.Commit();
    }
}
