using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Display;

/// <summary>Draws pictures of a world; keeps their colours on the device.</summary>
internal sealed class Painter
{
    private readonly Launcher launcher;
    private readonly DeviceBuffer<uint> table;
    private readonly DeviceBuffer<float> one;
    private uint[] tableHolds = [];

    public Painter(DeviceArena memory)
    {
        launcher = memory.Launcher;
        table = memory.Allocate<uint>(FieldColouring.Colours);
        one = memory.Allocate<float>(1);
        one.Write(launcher.Flush(), 0, [1]);
    }

    /// <summary>Queues drawing the territories.</summary>
    /// <param name="grid">Aliveness, sun first, <c>[entities ..][y][x]</c>.</param>
    /// <param name="entities">The sun and the species.</param>
    /// <param name="walls">The walls.</param>
    /// <param name="colours">Of the sun, of each species, and of walls.</param>
    /// <param name="picture">Where to.</param>
    public void DrawTerritory(Planes grid, int entities, Planes walls, uint[] colours, PixelGrid picture) =>
        launcher.Run<Colouring, Colouring.Arguments>(new Colouring.Arguments
        {
            Grid = grid,
            Walls = walls,
            Palette = Table(colours, picture),
            Entities = entities,
            Picture = picture,
        });

    /// <summary>Queues drawing a number of each cell.</summary>
    /// <param name="walls">The walls.</param>
    /// <param name="field">The number.</param>
    /// <param name="ramp">The colours.</param>
    /// <param name="picture">Where to.</param>
    public void DrawField(Planes walls, LayerField field, ColourRamp ramp, PixelGrid picture) =>
        launcher.Run<FieldColouring, FieldColouring.Arguments>(new FieldColouring.Arguments
        {
            Field = field.Planes,
            Count = field.Count,
            Walls = walls,
            Ramp = Table(ramp.ToArray(), picture),
            Wall = Palette.Wall,
            Unit = field.Unit ?? one.View,
            Low = field.Factor * ramp.Low,
            Scale = 1 / (field.Factor * (ramp.High - ramp.Low)),
            Picture = picture,
        });

    /// <summary>Queues giving a whole picture the colour, or the code, of what lies between worlds.</summary>
    public void FillGap(PixelGrid picture) =>
        launcher.Run<PictureFill, PictureFill.Arguments>(new PictureFill.Arguments
        {
            Picture = picture,
            Pixel = picture.Codes == 1 ? CellCode.Of(CellCode.Gap, CellCode.Full) : Palette.Wall,
        });

    // Writing waits for everything drawn before, so it is left out for codes, and while the colours stay the same.
    private ArrayView<uint> Table(uint[] colours, PixelGrid picture)
    {
        if (picture.Codes == 0 && !colours.AsSpan().SequenceEqual(tableHolds))
        {
            table.Write(launcher.Flush(), 0, colours);
            tableHolds = colours;
        }

        return table.View;
    }
}
