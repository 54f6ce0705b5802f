using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Takes a <see cref="Stroke"/> back: the cells that it touched get what they held before it.</summary>
public readonly struct StrokeRestore : IDeviceBody<StrokeRestore.Arguments>, ISimdBody<StrokeRestore.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the target held before the stroke: the grid's planes, then walls, <c>[planes + 1][y][x]</c>.</summary>
        public Planes Saved;

        /// <summary>Aliveness then state, <c>[planes][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>1 in wall cells, <c>[1][y][x]</c>.</summary>
        public Planes Walls;

        /// <summary>Planes of the grid.</summary>
        public int GridPlanes;

        /// <summary>Which cells the stroke touched.</summary>
        public StrokeShape Shape;

        /// <summary>The part of the grid that was saved.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * (arguments.GridPlanes + 1));

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Restore(a, a.Target.RowOf(index), a.Target.ColumnOf(index));

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
            Restore(a, a.Target.Y + tile, x);
        }
    }

    private static void Restore(in Arguments a, int y, int x)
    {
        if (!a.Shape.Touches(y, x))
        {
            return;
        }

        for (int plane = 0; plane < a.GridPlanes; plane++)
        {
            a.Grid.At(plane, y, x) = a.Saved.At(plane, y, x);
        }

        a.Walls.At(0, y, x) = a.Saved.At(a.GridPlanes, y, x);
    }
}
