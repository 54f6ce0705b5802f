using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Display;

/// <summary>
/// How many cells of each square of a part of a grid of bits have one in a plane. The part's right and lower end, or the grid's, may cut
/// squares.
/// </summary>
public readonly struct BitBlockCounts : IDeviceBody<BitBlockCounts.Arguments>, ISimdBody<BitBlockCounts.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The grid.</summary>
        public BitGrid Grid;

        /// <summary>The plane.</summary>
        public int Plane;

        /// <summary>The part: its first cell is one of the grid's.</summary>
        public Area Region;

        /// <summary>Cells on either side of a square, from 1.</summary>
        public int Block;

        /// <summary>How many, <c>[y][x]</c> with the part's first square first.</summary>
        public ArrayView<float> Counts;

        /// <summary>Floats from one row of squares to the next, at least <see cref="Columns"/>.</summary>
        public int Pitch;

        /// <summary>Squares next to each other.</summary>
        public readonly int Columns => (Region.Width - 1) / Block + 1;

        /// <summary>Squares one below the other.</summary>
        public readonly int Rows => (Region.Height - 1) / Block + 1;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats(arguments.Region.Cells / BitGrid.WordBits + Threads(arguments));

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => (long)arguments.Columns * arguments.Rows;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Evaluate(a, index / a.Columns, index % a.Columns);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Rows;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int column = 0; column < a.Columns; column++)
        {
            Evaluate(a, tile, column);
        }
    }

    private static void Evaluate(in Arguments a, int row, int column)
    {
        int left = a.Region.X + column * a.Block;
        int top = a.Region.Y + row * a.Block;
        int right = Math.Min(Math.Min(left + a.Block, a.Region.Right), a.Grid.Width);
        int bottom = Math.Min(Math.Min(top + a.Block, a.Region.Bottom), a.Grid.Height);
        int count = 0;
        for (int y = top; y < bottom; y++)
        {
            count += right > left ? a.Grid.CountIn(a.Plane, y, left, right) : 0;
        }

        a.Counts[row * a.Pitch + column] = count;
    }
}
