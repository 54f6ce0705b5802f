using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>What watchers' pictures are drawn from: a world between two steps. What several want alike is drawn once.</summary>
/// <param name="warn">Tells whoever steers what could not be drawn.</param>
internal sealed class Drawing(Action<string> warn)
{
    private readonly Dictionary<(PictureFrame Frame, LayerChoice Layer, Palette? Palette), CellImage?> images = [];
    private World? world;

    /// <summary>The world.</summary>
    public World World => world ?? throw new InvalidOperationException("there is no world yet");

    /// <summary>Which state of which world it is; another number for every other one.</summary>
    public long Version { get; private set; }

    /// <summary>Says which world is drawn from now on, and in which state.</summary>
    public void Turn(World next, long version)
    {
        if (next != world || version != Version)
        {
            (world, Version) = (next, version);
            images.Clear();
        }
    }

    /// <summary>A picture in memory of the host; null where it cannot be drawn, which was told.</summary>
    public CellImage? Read(LayerChoice layer, Palette palette, PictureFrame frame)
    {
        bool hasCodes = frame.Block == 1;
        (PictureFrame, LayerChoice, Palette?) key = (frame, layer, hasCodes ? null : palette);
        if (!images.TryGetValue(key, out CellImage? image))
        {
            image = Try(() =>
            {
                uint[] pixels = hasCodes ? World.ReadCodes(layer, frame) : World.ReadPicture(layer, palette, frame);
                return new CellImage(frame, layer, hasCodes ? null : palette, World.StepNumber, World.LearningPatch, World.Parameters, pixels);
            });
            images.Add(key, image);
        }

        return image;
    }

    /// <summary>Does what a device may have no room for; null, and a warning, where it has none.</summary>
    public T? Try<T>(Func<T> draw)
        where T : class
    {
        try
        {
            return draw();
        }
        catch (UserException exception)
        {
            warn(exception.Message);
            return null;
        }
    }
}
