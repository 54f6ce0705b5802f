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
        ColumnTile tile = new(a.Target, a.Channels);
        GroupDepthwise convolution = new()
        {
            Input = a.Input,
            KernelSize = a.KernelSize,
            Readable = a.Readable,
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

    // A tile is one channel's part of a rectangle of cells.
    private const int WidestTile = 512;
    private const int TallestTile = 32;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) =>
        arguments.Channels * new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        RowRing.Floats(arguments.KernelSize, new Tiling(arguments.Target, WidestTile, TallestTile).TileWidth);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = new(a.Target, WidestTile, TallestTile);
        int channel = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int size = a.KernelSize;
        int columns = Rows.RoundUp(area.Width);
        float* weights = a.Weights.Address() + (long)channel * size * size;
        float** rows = stackalloc float*[size];
        RowRing ring = new(a.Input, channel, area, a.Readable, size, scratch);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            ring.MoveTo(y, rows);
            float* target = a.Output.Row(channel, y, area.X);
            bool keeps = a.KeepsTape != 0;
            Convolve<L, V>(rows, weights, size, target, columns, gelu: !keeps);
            if (keeps)
            {
                Rows.Copy(target, a.BeforeGelu.Row(channel, y, area.X), columns);
                Rows.Gelu<L, V>(target, columns);
            }
        }
    }

    /// <summary>target[x] = Σ weights[ky][kx] · rows[ky][x + kx − K/2], or gelu of it.</summary>
    /// <param name="rows">K rows; K/2 floats on either side of them are read too.</param>
    /// <param name="weights"><c>[K][K]</c>.</param>
    /// <param name="size">K.</param>
    /// <param name="target">The output row.</param>
    /// <param name="columns">Columns, a multiple of 16.</param>
    /// <param name="gelu">Whether the sum goes through gelu: loads keep one busy, arithmetic the other.</param>
    internal static unsafe void Convolve<L, V>(float** rows, float* weights, int size, float* target, int columns, bool gelu)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        if (size == 3)
        {
            Convolve3<L, V>(rows[0] - 1, rows[1] - 1, rows[2] - 1, weights, target, columns, gelu);
            return;
        }

        for (int x = 0; x < columns; x += L.Count)
        {
            V sum = default;
            for (int ky = 0; ky < size; ky++)
            {
                float* row = rows[ky] + x - size / 2;
                for (int kx = 0; kx < size; kx++)
                {
                    sum = L.MultiplyAdd(L.Load(row + kx), L.Create(weights[ky * size + kx]), sum);
                }
            }

            L.Store(gelu ? VectorMath.Gelu<L, V>(sum) : sum, target + x);
        }
    }

    // The usual size with its nine weights in registers.
    private static unsafe void Convolve3<L, V>(
        float* above, float* here, float* below, float* weights, float* target, int columns, bool gelu)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V w0 = L.Create(weights[0]), w1 = L.Create(weights[1]), w2 = L.Create(weights[2]);
        V w3 = L.Create(weights[3]), w4 = L.Create(weights[4]), w5 = L.Create(weights[5]);
        V w6 = L.Create(weights[6]), w7 = L.Create(weights[7]), w8 = L.Create(weights[8]);
        for (int x = 0; x < columns; x += L.Count)
        {
            V sum = L.Multiply(L.Load(above + x), w0);
            sum = L.MultiplyAdd(L.Load(above + x + 1), w1, sum);
            sum = L.MultiplyAdd(L.Load(above + x + 2), w2, sum);
            sum = L.MultiplyAdd(L.Load(here + x), w3, sum);
            sum = L.MultiplyAdd(L.Load(here + x + 1), w4, sum);
            sum = L.MultiplyAdd(L.Load(here + x + 2), w5, sum);
            sum = L.MultiplyAdd(L.Load(below + x), w6, sum);
            sum = L.MultiplyAdd(L.Load(below + x + 1), w7, sum);
            sum = L.MultiplyAdd(L.Load(below + x + 2), w8, sum);
            L.Store(gelu ? VectorMath.Gelu<L, V>(sum) : sum, target + x);
        }
    }
}
