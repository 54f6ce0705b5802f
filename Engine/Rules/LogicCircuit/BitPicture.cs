using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Draws bits of which only the shares of squares are known: what takes no longer for a large world than for a small one.</summary>
internal sealed class BitPicture(Launcher launcher) : IDisposable
{
    private const int Entities = 2;

    private DeviceArena? memory;
    private PlaneBuffer? squares;

    /// <summary>Queues drawing.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="picture">Where to.</param>
    /// <param name="shares">Which share of each pixel's cells is set, <c>[y][x]</c>.</param>
    public void Draw(Painter painter, Palette palette, PixelGrid picture, float[] shares)
    {
        (PixelGrid squarewise, PlaneBuffer planes) = Write(picture, shares);
        uint[] colours = palette.Colours(Entities - 1);
        if (picture.Block == 1)
        {
            painter.DrawTerritory(planes.Planes, Entities, planes.Planes.From(Entities), colours, squarewise);
        }
        else
        {
            DrawField(painter, ColourRamp.Mixing(colours[0], colours[1]), squarewise, planes);
        }
    }

    /// <summary>Queues drawing the shares themselves.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="ramp">The colours of 0 to 1.</param>
    /// <param name="picture">Where to.</param>
    /// <param name="shares">Of each pixel's cells, <c>[y][x]</c>.</param>
    public void Draw(Painter painter, ColourRamp ramp, PixelGrid picture, float[] shares)
    {
        (PixelGrid squarewise, PlaneBuffer planes) = Write(picture, shares);
        DrawField(painter, ramp, squarewise, planes);
    }

    public void Dispose() => memory?.Dispose();

    private static void DrawField(Painter painter, ColourRamp ramp, PixelGrid squarewise, PlaneBuffer planes) =>
        painter.DrawField(planes.Planes.From(Entities), new LayerField(planes.Planes.From(1)), ramp, squarewise);

    // The sun, the species, no walls; a cell for each pixel.
    private (PixelGrid Squarewise, PlaneBuffer Planes) Write(PixelGrid picture, float[] shares)
    {
        Area area = new(0, 0, picture.Width, picture.Height);
        PlaneBuffer planes = Planes(area);
        float[] numbers = new float[(Entities + 1) * shares.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            (numbers[i], numbers[shares.Length + i]) = (1 - shares[i], shares[i]);
        }

        planes.Write(launcher.Flush(), numbers);
        return (picture with { Region = area, Block = 1 }, planes);
    }

    private PlaneBuffer Planes(Area area)
    {
        if (squares?.Area != area)
        {
            memory?.Dispose();
            memory = new DeviceArena(launcher);
            squares = memory.Planes(Entities + 1, area);
        }

        return squares;
    }
}
