using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>A block's depthwise layer: gelu(conv KxK) of each channel alone, zero outside the readable area.</summary>
public readonly struct Depthwise : IGroupBody<Depthwise.Arguments>, ISimdBody<Depthwise.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary><c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary><c>[channels][y][x]</c>.</summary>
        public Planes Output;

        /// <summary><c>[channels][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>1 where a learning pass keeps what goes into the gelu.</summary>
        public int KeepsTape;

        /// <summary>Where it keeps it, laid out as the output is.</summary>
        public Planes BeforeGelu;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        2 * arguments.Channels,
        (long)arguments.Channels * arguments.KernelSize * arguments.KernelSize);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        ColumnTile.Cover(arguments.Target, arguments.Channels, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ColumnTile tile = new(a.Target, a.Channels, Grid.IdxX);
        GroupDepthwise convolution = new()
        {
            Input = a.Input,
            KernelSize = a.KernelSize,
            Readable = ReadableRows(a),
            Weights = a.Weights,
        };
        OutputSums sums = GroupDepthwise.Sum(convolution, tile);
        if (a.KeepsTape != 0)
        {
            sums.Store(a.BeforeGelu, tile);
        }

        // The barriers are for CPUs, as in TileSums. The condition always holds: PoCL makes vectors of what stands between
        // barriers in a branch, and here only of that (22 ms against 35).
        if (a.Channels > 0)
        {
            Group.Barrier();
            sums = sums.Gelu();
            Group.Barrier();
        }

        sums.Store(a.Output, tile);
    }

    // Input need not hold more rows than the target depends on, and threads beyond the target may read no others.
    private static Area ReadableRows(in Arguments a)
    {
        Area rows = a.Target.GrowRows(a.KernelSize / 2, a.Readable);
        return new Area(a.Readable.X, rows.Y, a.Readable.Width, rows.Height);
    }

    // A tile is one channel's part of a rectangle of cells.
    private const int WidestTile = 512;
    private const int TallestTile = 32;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) =>
        arguments.Channels * new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments)
    {
        int tileWidth = new Tiling(arguments.Target, WidestTile, TallestTile).TileWidth;
        return Rows.PaddedLength(tileWidth) + (long)arguments.KernelSize * tileWidth;
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = new(a.Target, WidestTile, TallestTile);
        int channel = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int size = a.KernelSize;
        int radius = size / 2;
        int columns = Rows.RoundUp(area.Width);
        float* row = scratch;
        float* nowhere = row + Rows.PaddedLength(area.Width);
        float* waiting = nowhere + columns;
        float* weights = a.Weights.Address() + (long)channel * size * size;
        Rows.Clear(waiting, (size - 1) * (long)columns);
        for (int y = area.Y - radius; y < area.Bottom + radius; y++)
        {
            Rows.LoadPadded(a.Input, channel, y, area.X, area.Width, a.Readable, row);
            float* target = y - radius < area.Y ? nowhere : a.Output.Row(channel, y - radius, area.X);
            RowConvolution.Push<L, V>(row + Rows.Padding, weights, size, waiting, columns, target, columns);
            if (a.KeepsTape != 0 && target != nowhere)
            {
                Rows.Copy(target, a.BeforeGelu.Row(channel, y - radius, area.X), columns);
            }

            if (target != nowhere)
            {
                Rows.Gelu<L, V>(target, target, columns);
            }
        }
    }
}
