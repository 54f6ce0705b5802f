using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>What a stroke does to the cells it touches.</summary>
public enum Brush
{
    /// <summary>Builds a wall; what lived there is gone.</summary>
    Wall,

    /// <summary>Takes walls away and leaves the cells as they are.</summary>
    RemoveWall,

    /// <summary>Gives cells back to the sun and takes walls away.</summary>
    Erase,

    /// <summary>Gives open cells to a species; walls stay.</summary>
    Paint,
}

/// <summary>A round brush drawn along a straight line: every cell within a radius of the line is touched, without gaps.</summary>
public readonly struct Stroke : IDeviceBody<Stroke.Arguments>, ISimdBody<Stroke.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>How cells are given away.</summary>
        public SeededCell Cell;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>The brush.</summary>
        public Brush Brush;

        /// <summary>The species to paint, 1 = the first.</summary>
        public int Species;

        /// <summary>Which cells it touches.</summary>
        public StrokeShape Shape;

        /// <summary>The part of the grid that the stroke can reach.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, arguments.Cell.Entities + arguments.Cell.Channels + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Touch(a, a.Target.RowOf(index), a.Target.ColumnOf(index));

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            Touch(a, a.Target.Y + tile, x);
        }
    }

    private static void Touch(in Arguments a, int y, int x)
    {
        if (!a.Shape.Touches(y, x))
        {
            return;
        }

        if (a.Brush == Brush.Paint)
        {
            if (a.Walls.At(0, y, x) < 0.5f)
            {
                a.Cell.Write(a.Species, y, x);
            }

            return;
        }

        a.Walls.At(0, y, x) = a.Brush == Brush.Wall ? 1f : 0f;
        if (a.Brush != Brush.RemoveWall)
        {
            a.Cell.Write(0, y, x);
        }
    }
}
