using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Rules;
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

    /// <summary>The number 1, for values that are counted in nothing else.</summary>
    public ArrayView<float> One => one.View;

    /// <summary>Queues drawing the territories.</summary>
    /// <param name="world">The world.</param>
    /// <param name="colours">Of the sun, of each species, and of walls.</param>
    /// <param name="picture">Where to.</param>
    public void DrawTerritory(WorldState world, uint[] colours, PixelGrid picture) =>
        launcher.Run<Colouring, Colouring.Arguments>(new Colouring.Arguments
        {
            Grid = world.Grid.Planes,
            Walls = world.Walls.Planes,
            Palette = Table(colours),
            Entities = world.Entities,
            Picture = picture,
        });

    /// <summary>Queues drawing a number of each cell.</summary>
    /// <param name="world">The world.</param>
    /// <param name="field">One plane, or the vector whose length is meant.</param>
    /// <param name="count">Planes of the field.</param>
    /// <param name="unit">What values are counted in, one number.</param>
    /// <param name="factor">How many such units make 1 of the ramp's values.</param>
    /// <param name="ramp">The colours.</param>
    /// <param name="picture">Where to.</param>
    public void DrawField(
        WorldState world, Planes field, int count, ArrayView<float> unit, float factor, ColourRamp ramp, PixelGrid picture) =>
        launcher.Run<FieldColouring, FieldColouring.Arguments>(new FieldColouring.Arguments
        {
            Field = field,
            Count = count,
            Walls = world.Walls.Planes,
            Ramp = Table(ramp.ToArray()),
            Wall = Palette.Wall,
            Unit = unit,
            Low = factor * ramp.Low,
            Scale = 1 / (factor * (ramp.High - ramp.Low)),
            Picture = picture,
        });

    // Writing waits for everything drawn before, so it is left out while the colours stay the same.
    private ArrayView<uint> Table(uint[] colours)
    {
        if (!colours.AsSpan().SequenceEqual(tableHolds))
        {
            table.Write(launcher.Flush(), 0, colours);
            tableHolds = colours;
        }

        return table.View;
    }
}
