using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class Ecosystem
{
    private Painter? painter;
    private DeviceBuffer<uint>? pixels;
    private SunDistances? sunDistances;
    private DeviceArena? drawingMemory;
    private DeviceArena? heatMemory;
    private PlaneBuffer? heat;

    /// <summary>
    /// Whether the map of <see cref="Layer.Activity"/> is kept, which takes a plane of memory. The first picture of it
    /// switches it on; it begins empty, and anew where the grid is a new one.
    /// </summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public bool TracksActivity
    {
        get => heat is not null;
        set
        {
            if (!value)
            {
                heatMemory?.Dispose();
                (heatMemory, heat) = (null, null);
            }
            else if (heat is null)
            {
                heatMemory = new DeviceArena(launcher);
                heat = heatMemory.Planes(1, World.Area);
            }
        }
    }

    /// <summary>The whole grid's territories as a picture: RGBA8, red in the lowest byte, <c>[y][x]</c>.</summary>
    public uint[] ReadPicture(Palette palette) => ReadPicture(default, palette, new PictureFrame(World.Area, 1));

    /// <summary>A picture: RGBA8, red in the lowest byte, <c>[y][x]</c> with the frame's first block first.</summary>
    /// <param name="layer">What to show.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="frame">Which part of the grid, and how finely.</param>
    /// <exception cref="UserException">There is no such species or channel, or no room for what the layer needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frame does not lie in the grid.</exception>
    public uint[] ReadPicture(LayerChoice layer, Palette palette, PictureFrame frame)
    {
        CheckFrame(frame);
        Resize(ref pixels, frame.Pixels);
        Draw(layer, palette, frame, pixels.View, frame.Width);
        return pixels.ReadAll(launcher.Flush());
    }

    /// <summary>Queues drawing a picture into memory of the caller's; each pixel is the mean of its cells' colours.</summary>
    /// <param name="layer">What to show.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="frame">Which part of the grid, and how finely.</param>
    /// <param name="target">
    /// RGBA8, red in the lowest byte, <c>[y][x]</c> with the frame's first block first; memory of this world's device.
    /// </param>
    /// <param name="pitch">Pixels from one row to the next.</param>
    /// <exception cref="UserException">There is no such species or channel, or no room for what the layer needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frame does not lie in the grid, or not in the target.</exception>
    public void Draw(LayerChoice layer, Palette palette, PictureFrame frame, ArrayView<uint> target, int pitch)
    {
        CheckFrame(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(pitch, frame.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, (frame.Height - 1L) * pitch + frame.Width, nameof(target));
        CheckLayer(layer);
        PixelGrid picture = new() { Pixels = target, Pitch = pitch, Region = frame.Region, Block = frame.Block };
        painter ??= new Painter(drawingMemory ??= new DeviceArena(launcher));
        if (ColourRamp.Of(layer, palette) is ColourRamp ramp)
        {
            DrawField(layer, ramp, picture);
        }
        else
        {
            painter.DrawTerritory(World, palette.Colours(Parameters.Species), picture);
        }
    }

    private void DrawField(LayerChoice layer, ColourRamp ramp, PixelGrid picture)
    {
        int half = Parameters.StateChannels / 2;
        float longest = MathF.Sqrt(half);
        switch (layer.Layer)
        {
            case Layer.Aliveness:
                Draw(World.Grid.Planes.From(layer.Index), 1, 1);
                break;
            case Layer.Attack:
                Draw(World.State, half, longest);
                break;
            case Layer.Defence:
                Draw(World.State.From(half), half, longest);
                break;
            case Layer.Channel:
                Draw(World.State.From(layer.Index), 1, 1);
                break;
            case Layer.WinRate:
                Draw(World.WinRate.Planes, 1, 1);
                break;
            case Layer.Activity:
                TracksActivity = true;
                Draw(heat!.Planes, 1, 1);
                break;
            case Layer.SunDivergence when body.Sun.Mode == SunMode.Spatial:
                sunDistances ??= DeviceArena.Make(launcher, memory => new SunDistances(memory, World.Channels, World.Area));
                sunDistances.Measure(body.Sun);
                painter!.DrawField(
                    World, sunDistances.Distances, 1, sunDistances.Sum, 1f / World.Area.Cells, ramp, picture);
                break;
            default:
                // A global sun lies nowhere apart from its mean, and open cells have 0 in the walls' plane.
                Draw(World.Walls.Planes, 1, 1);
                break;
        }

        void Draw(Planes field, int count, float factor) =>
            painter!.DrawField(World, field, count, painter.One, factor, ramp, picture);
    }

    private void CheckLayer(LayerChoice layer)
    {
        if (!Enum.IsDefined(layer.Layer))
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer, "there is no such layer");
        }

        if (layer.Layer == Layer.Aliveness)
        {
            CheckSpecies(layer.Index);
        }

        if (layer.Layer == Layer.Channel && (layer.Index < 0 || layer.Index >= World.Channels))
        {
            throw new UserException($"there is no channel {layer.Index}; this world has 0 to {World.Channels - 1}");
        }
    }

    private void CheckFrame(PictureFrame frame)
    {
        (int x, int y, int width, int height) = frame.Region;
        bool fits = x >= 0 && y >= 0 && width >= 1 && height >= 1
            && (long)x + width <= World.Area.Width && (long)y + height <= World.Area.Height;
        if (!fits || frame.Block < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(frame), frame, "a frame lies in the grid and has blocks of 1 or more");
        }
    }

    // A new grid has new numbers.
    private void ForgetMaps()
    {
        ForgetSunDistances();
        if (!TracksActivity)
        {
            return;
        }

        TracksActivity = false;
        try
        {
            TracksActivity = true;
        }
        catch (UserException)
        {
            // The map is off until somebody asks again.
        }
    }

    private void ForgetSunDistances()
    {
        sunDistances?.Dispose();
        sunDistances = null;
    }

    private void DisposeDrawing()
    {
        drawingMemory?.Dispose();
        heatMemory?.Dispose();
        sunDistances?.Dispose();
        pixels?.Dispose();
    }
}
