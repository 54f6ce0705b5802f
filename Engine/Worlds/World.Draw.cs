using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    private readonly PictureMaps maps;
    private Painter? painter;
    private DeviceBuffer<uint>? pixels;
    private DeviceArena? drawingMemory;

    /// <summary>
    /// Whether the map of <see cref="Layer.Activity"/> is kept, which takes a plane of memory. The first picture of it
    /// switches it on; it begins empty, and anew where the grid is a new one.
    /// </summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public bool TracksActivity
    {
        get => maps.Activity is not null;
        set
        {
            if (value)
            {
                maps.TrackActivity(Stack.Grid);
            }
            else
            {
                maps.ForgetActivity();
            }
        }
    }

    /// <summary>The first world's territories as a picture: RGBA8, red in the lowest byte, <c>[y][x]</c>.</summary>
    public uint[] ReadPicture(Palette palette) => ReadPicture(new(Layer.Territory), palette, new PictureFrame(Area, 1));

    /// <summary>A picture: RGBA8, red in the lowest byte, <c>[y][x]</c> with the frame's first block first.</summary>
    /// <param name="layer">What to show.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="frame">Which part of the grid, and how finely.</param>
    /// <exception cref="UserException">There is no such species or channel, or no room for what the layer needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frame does not lie in the grid.</exception>
    public uint[] ReadPicture(LayerChoice layer, Palette palette, PictureFrame frame) => Read(layer, palette, frame);

    /// <summary>A picture without colours: a <see cref="CellCode"/> of each cell, <c>[y][x]</c>, whose colours <see cref="CellColours"/> has.</summary>
    /// <param name="layer">What to show.</param>
    /// <param name="frame">Which part of the grid, in blocks of one cell.</param>
    /// <exception cref="UserException">There is no such species or channel, or no room for what the layer needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frame does not lie in the grid, or has larger blocks.</exception>
    public uint[] ReadCodes(LayerChoice layer, PictureFrame frame) => Read(layer, null, frame);

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
    public void Draw(LayerChoice layer, Palette palette, PictureFrame frame, ArrayView<uint> target, int pitch) =>
        DrawFrame(layer, palette, frame, target, pitch);

    /// <summary>Queues drawing a picture without colours into memory of the caller's.</summary>
    /// <param name="layer">What to show.</param>
    /// <param name="frame">Which part of the grid, in blocks of one cell.</param>
    /// <param name="target">A <see cref="CellCode"/> of each cell, <c>[y][x]</c>; memory of this world's device.</param>
    /// <param name="pitch">Cells from one row to the next.</param>
    /// <exception cref="UserException">There is no such species or channel, or no room for what the layer needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The frame does not lie in the grid, has larger blocks, or does not lie in the target.
    /// </exception>
    public void DrawCodes(LayerChoice layer, PictureFrame frame, ArrayView<uint> target, int pitch) =>
        DrawFrame(layer, null, frame, target, pitch);

    // Without a palette, codes; so in all that follows.
    private uint[] Read(LayerChoice layer, Palette? palette, PictureFrame frame)
    {
        CheckFrame(frame, palette);
        Resize(ref pixels, frame.Pixels);
        DrawFrame(layer, palette, frame, pixels.View, frame.Width);
        return pixels.ReadAll(launcher.Flush());
    }

    private void DrawFrame(LayerChoice layer, Palette? palette, PictureFrame frame, ArrayView<uint> target, int pitch)
    {
        CheckFrame(frame, palette);
        ArgumentOutOfRangeException.ThrowIfLessThan(pitch, frame.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, (frame.Height - 1L) * pitch + frame.Width, nameof(target));
        if (!Rules.Layers.Contains(layer.Layer))
        {
            throw new UserException($"worlds of the rules {Rules.Name} have no layer {layer.Layer.Name}");
        }

        layer.Check(Parameters);
        painter ??= new Painter(drawingMemory ??= new DeviceArena(launcher));
        PixelGrid picture = new()
        {
            Pixels = target, Pitch = pitch, Region = frame.Region, Block = frame.Block, Codes = palette is null ? 1 : 0,
        };
        if (frame.World.Index is int one)
        {
            DrawWorld(one, layer, palette, picture);
            return;
        }

        painter.FillGap(picture);
        Mosaic mosaic = new(Stack.Count, Area.Width, Area.Height);
        for (int world = 0; world < mosaic.Worlds; world++)
        {
            (int column, int row, Area region) = mosaic.PartOf(world, frame);
            if (region.Cells > 0)
            {
                long first = (long)row * pitch + column;
                DrawWorld(world, layer, palette, picture with { Pixels = target.SubView(first, target.Length - first), Region = region });
            }
        }
    }

    // Worlds are one below the other.
    private void DrawWorld(int world, LayerChoice layer, Palette? palette, PixelGrid picture)
    {
        // Codes are the same in any.
        palette ??= Palette.All[0];
        Area region = picture.Region with { Y = picture.Region.Y + Stack[world].Y };
        layer.Layer.Draw(painter!, new LayerSource(body, maps), palette, layer.Index, picture with { Region = region });
    }

    private void CheckFrame(PictureFrame frame, Palette? palette)
    {
        (int x, int y, int width, int height) = frame.Region;
        Area all = frame.World.AreaIn(Parameters);
        bool fits = frame.World.Exists(Parameters) && x >= 0 && y >= 0 && width >= 1 && height >= 1
            && (long)x + width <= all.Width && (long)y + height <= all.Height;
        if (!fits || frame.Block < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(frame), $"a frame lies in the grid and has blocks of 1 or more; {frame.Region} of world {frame.World} in blocks of {frame.Block} does not");
        }

        if (palette is null && frame.Block > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(frame), $"codes have no mean, so their frame has blocks of 1, not of {frame.Block}");
        }
    }

    private void DisposeDrawing()
    {
        drawingMemory?.Dispose();
        maps.Dispose();
        pixels?.Dispose();
    }
}
