using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>Copies planes between grids of different sizes: the overlap is kept, other cells get a value.</summary>
public readonly struct Transfer : IDeviceBody<Transfer.Arguments>, ISimdBody<Transfer.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Where from, <c>[count][y][x]</c>.</summary>
        public Planes Source;

        /// <summary>Cells of the source; an empty area makes the operation a fill.</summary>
        public Area SourceArea;

        /// <summary>Where to, <c>[count][y][x]</c>.</summary>
        public Planes Result;

        /// <summary>Number of planes.</summary>
        public int Count;

        /// <summary>The value of cells that the source does not have.</summary>
        public float Outside;

        /// <summary>1 to add to what the target holds instead of replacing it.</summary>
        public int Accumulate;

        /// <summary>Cells to write.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, (2 + arguments.Accumulate) * arguments.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Target.ColumnOf(index);
        int y = a.Target.RowOf(index);
        for (int plane = 0; plane < a.Count; plane++)
        {
            float value = a.SourceArea.Contains(x, y) ? a.Source.At(plane, y, x) : a.Outside;
            a.Result.At(plane, y, x) = a.Accumulate != 0 ? a.Result.At(plane, y, x) + value : value;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int y = a.Target.Y + tile;
        bool inside = y >= a.SourceArea.Y && y < a.SourceArea.Bottom;
        int first = inside ? Math.Clamp(a.SourceArea.X, a.Target.X, a.Target.Right) : a.Target.Right;
        int end = inside ? Math.Clamp(a.SourceArea.Right, first, a.Target.Right) : first;
        for (int plane = 0; plane < a.Count; plane++)
        {
            float* target = a.Result.Row(plane, y, 0);
            float* source = a.Source.Row(plane, y, 0);
            if (a.Accumulate == 0)
            {
                Rows.Fill(target + a.Target.X, first - a.Target.X, a.Outside);
                Rows.Copy(source + first, target + first, end - first);
                Rows.Fill(target + end, a.Target.Right - end, a.Outside);
                continue;
            }

            for (int x = a.Target.X; x < a.Target.Right; x++)
            {
                target[x] += x >= first && x < end ? source[x] : a.Outside;
            }
        }
    }
}
