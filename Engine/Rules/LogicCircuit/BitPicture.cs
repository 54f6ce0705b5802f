using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Draws bits of which only the shares of squares are known: what takes no longer for a large world than for a small one.</summary>
internal sealed class BitPicture(Launcher launcher) : IDisposable
{
    // The sun, the only species, and walls, of which there are none.
    private const int Species = 1;
    private const int Walls = 2;

    private DeviceArena? memory;
    private PlaneBuffer? squares;

    /// <summary>Queues drawing.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="picture">Where to.</param>
    /// <param name="shares">Which share of each pixel's cells is set, <c>[y][x]</c>.</param>
    public void Draw(Painter painter, Palette palette, PixelGrid picture, float[] shares)
    {
        uint[] colours = palette.Colours(Species);
        if (picture.Codes == 0)
        {
            Draw(painter, ColourRamp.Mixing(colours[0], colours[1]), picture, shares);
            return;
        }

        (PixelGrid squarewise, PlaneBuffer planes) = Write(picture, shares);
        planes.WriteRows(launcher.Flush(), 0, 0, squarewise.Height, [.. shares.Select(share => 1 - share)]);
        painter.DrawTerritory(planes.Planes, Walls, planes.Planes.From(Walls), colours, squarewise);
    }

    /// <summary>Queues drawing the shares themselves.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="ramp">The colours of 0 to 1.</param>
    /// <param name="picture">Where to.</param>
    /// <param name="shares">Of each pixel's cells, <c>[y][x]</c>.</param>
    public void Draw(Painter painter, ColourRamp ramp, PixelGrid picture, float[] shares)
    {
        (PixelGrid squarewise, PlaneBuffer planes) = Write(picture, shares);
        painter.DrawField(planes.Planes.From(Walls), new LayerField(planes.Planes.From(Species)), ramp, squarewise);
    }

    public void Dispose() => memory?.Dispose();

    // A cell for each pixel.
    private (PixelGrid Squarewise, PlaneBuffer Planes) Write(PixelGrid picture, float[] shares)
    {
        Area area = new(0, 0, picture.Width, picture.Height);
        PlaneBuffer planes = Planes(area);
        planes.WriteRows(launcher.Flush(), Species, 0, area.Height, shares);
        return (picture with { Region = area, Block = 1 }, planes);
    }

    private PlaneBuffer Planes(Area area)
    {
        if (squares?.Area != area)
        {
            memory?.Dispose();
            memory = new DeviceArena(launcher);
            squares = memory.Planes(Walls + 1, area);
        }

        return squares;
    }
}
