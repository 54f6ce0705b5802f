using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// One inverted residual block in one pass, h' = h + project(gelu(depthwise(gelu(expand(h))))), so that the 2w
/// channels between expand and project live in the worker's cache and never go to memory.
/// </summary>
/// <remarks>The same numbers as <see cref="Pointwise"/>, <see cref="Depthwise"/>, <see cref="Pointwise"/> in turn.</remarks>
public readonly struct ResidualBlock : ISimdBody<ResidualBlock.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes.</summary>
        public NetworkLayout Layout;

        /// <summary>The trunks before the block, <c>[G·w][y][x]</c>; not the same memory as the output.</summary>
        public Planes Input;

        /// <summary>The trunks after the block, <c>[G·w][y][x]</c>.</summary>
        public Planes Output;

        /// <summary>The expand packed by <see cref="WeightPacking"/>.</summary>
        public ArrayView<float> Expand;

        /// <summary>The depthwise kernels, <c>[G·2w][K][K]</c>.</summary>
        public ArrayView<float> Depthwise;

        /// <summary>The project packed by <see cref="WeightPacking"/>.</summary>
        public ArrayView<float> Project;

        /// <summary>1 where a learning pass keeps what goes into both gelus and what comes out.</summary>
        public int KeepsTape;

        /// <summary>Where it keeps what goes into the gelu after the expand, <c>[G·2w][y][x]</c>.</summary>
        public Planes Expanded;

        /// <summary>The same after the depthwise convolution.</summary>
        public Planes Filtered;

        /// <summary>What comes out of the gelu after the expand, <c>[G·2w][y][x]</c>.</summary>
        public Planes ExpandedActive;

        /// <summary>The same after the depthwise convolution.</summary>
        public Planes FilteredActive;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // Columns whose depthwise results wait together for the project: with 64 channels they fill an L1 cache.
    private const int ChunkColumns = 128;

    // Expanded rows of a tile should stay in a core's L2 cache.
    private const int RingFloats = 96 * 1024;

    // So many tiles that no core waits long for another's last one.
    private const int TilesPerCore = 6;
    private const int Tallest = 32;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, (2 + 8 * arguments.KeepsTape) * arguments.Layout.TotalWidth, arguments.Layout.BlockWeights);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Layout.Groups * Tiling(arguments).Count;

    /// <summary>As many groups as it takes to keep all cores busy with tall tiles.</summary>
    public static int GroupsForAllCores(in NetworkLayout layout, Area target)
    {
        int tiles = new Tiling(target, Widest(layout), Tallest).Count;
        return (EnoughTiles + tiles - 1) / tiles;
    }

    private static int EnoughTiles => TilesPerCore * Environment.ProcessorCount;

    private static int Widest(in NetworkLayout layout) =>
        Math.Clamp(RingFloats / (layout.KernelSize * 2 * layout.GroupWidth) / 32 * 32, 32, 512);

    private static Tiling Tiling(in Arguments a)
    {
        // Every tile expands K/2 rows more above and below, so tiles are as tall as a fair share of the work allows.
        int widest = Widest(a.Layout);
        int tallest = Tallest;
        while (tallest > 8 && a.Layout.Groups * new Tiling(a.Target, widest, tallest).Count < EnoughTiles)
        {
            tallest /= 2;
        }

        return new Tiling(a.Target, widest, tallest);
    }

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments)
    {
        int expanded = 2 * arguments.Layout.GroupWidth;
        int length = Rows.PaddedLength(Tiling(arguments).TileWidth);
        return OffsetFloats(expanded) + (long)expanded * arguments.Layout.KernelSize * length + (long)expanded * ChunkColumns;
    }

    // Offsets of the inputs of the expand and of the project.
    private static int OffsetFloats(int expanded) => 4 * Rows.RoundUp(expanded);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = Tiling(a);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int size = a.Layout.KernelSize;
        int radius = size / 2;
        int width = a.Layout.GroupWidth;
        int expanded = 2 * width;
        int length = Rows.PaddedLength(area.Width);

        long* expandOffsets = (long*)scratch;
        long* projectOffsets = expandOffsets + Rows.RoundUp(expanded);
        float* ring = scratch + OffsetFloats(expanded);
        float* chunk = ring + (long)expanded * size * length;
        for (int i = 0; i < expanded; i++)
        {
            expandOffsets[i] = i * a.Input.Stride;
            projectOffsets[i] = (long)i * ChunkColumns;
        }

        for (int y = area.Y - radius; y < area.Y + radius; y++)
        {
            ExpandRow<L, V>(a, area, group, y, expandOffsets, ring, length);
        }

        bool keeps = a.KeepsTape != 0;
        float** rows = stackalloc float*[size];
        float* kernels = a.Depthwise.Address() + (long)group * expanded * size * size;
        float* project = a.Project.Address() + group * NetworkLayout.PackedMatrix(width, expanded);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            ExpandRow<L, V>(a, area, group, y + radius, expandOffsets, ring, length);
            for (int x = 0; x < area.Width; x += ChunkColumns)
            {
                int columns = Rows.RoundUp(Math.Min(ChunkColumns, area.Width - x));
                for (int channel = 0; channel < expanded; channel++)
                {
                    PrefetchNext(a, group, channel, y, area.X + x, columns);
                    for (int ky = 0; ky < size; ky++)
                    {
                        int slot = Slot(y + ky - radius, area, size);
                        rows[ky] = ring + ((long)slot * expanded + channel) * length + Rows.Padding + x;
                    }

                    float* result = chunk + channel * ChunkColumns;
                    Network.Depthwise.Convolve<L, V>(rows, kernels + channel * size * size, size, result, columns, gelu: !keeps);
                    if (keeps)
                    {
                        Rows.Copy(result, a.Filtered.Row(group * expanded + channel, y, area.X + x), columns);
                        Rows.Gelu<L, V>(result, columns);
                        Rows.Copy(result, a.FilteredActive.Row(group * expanded + channel, y, area.X + x), columns);
                    }
                }

                RowProduct.Multiply<L, V>(
                    chunk, projectOffsets, expanded, project, width,
                    a.Output.Row(group * width, y, area.X + x), a.Output.Stride, columns,
                    a.Input.Row(group * width, y, area.X + x), a.Input.Stride);
            }
        }
    }

    // A part of what the next row of the tile will read or write: with each of the expanded channels a part of one of the
    // trunk's, for the processor can fetch only so much at once.
    private static unsafe void PrefetchNext(in Arguments a, int group, int channel, int y, int x, int columns)
    {
        int plane = group * a.Layout.GroupWidth + channel / 2;
        float* next = channel % 2 == 0
            ? a.Input.Row(plane, Math.Min(y + 1 + a.Layout.KernelSize / 2, a.Readable.Bottom - 1), x)
            : a.Output.Row(plane, Math.Min(y + 1, a.Target.Bottom - 1), x);
        Rows.Prefetch(next, columns);
    }

    // gelu(expand) of one row of the tile and one padding to its left and right, zero where no cell is.
    private static unsafe void ExpandRow<L, V>(
        in Arguments a, Area area, int group, int y, long* offsets, float* ring, int length)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int width = a.Layout.GroupWidth;
        int expanded = 2 * width;
        float* target = ring + (long)Slot(y, area, a.Layout.KernelSize) * expanded * length;
        if (y < a.Readable.Y || y >= a.Readable.Bottom)
        {
            Rows.Clear(target, (long)expanded * length);
            return;
        }

        // Beyond the first and the last column there is nothing to expand.
        int before = area.X > a.Readable.X ? Rows.Padding : 0;
        int end = Math.Min(area.X + Rows.RoundUp(area.Width) + Rows.Padding, a.Readable.Right);
        int columns = Rows.RoundUp(end - (area.X - before));
        int zeroFrom = end - area.X + Rows.Padding;
        float* packed = a.Expand.Address() + group * NetworkLayout.PackedMatrix(expanded, width);
        float* source = a.Input.Row(group * width, y, area.X - before);
        float* first = target + Rows.Padding - before;
        RowProduct.Multiply<L, V>(source, offsets, width, packed, expanded, first, length, columns);

        // A row above or below the tile is its neighbour's to keep.
        bool keeps = a.KeepsTape != 0 && y >= area.Y && y < area.Bottom;
        for (int channel = 0; channel < expanded; channel++)
        {
            float* row = target + (long)channel * length;
            if (keeps)
            {
                float* kept = a.Expanded.Row(group * expanded + channel, y, area.X);
                Rows.Copy(row + Rows.Padding, kept, Rows.RoundUp(area.Width));
            }

            Rows.Gelu<L, V>(row + Rows.Padding - before, columns);
            if (keeps)
            {
                float* active = a.ExpandedActive.Row(group * expanded + channel, y, area.X);
                Rows.Copy(row + Rows.Padding, active, Rows.RoundUp(area.Width));
            }

            Rows.Clear(row, Rows.Padding - before);
            Rows.Clear(row + zeroFrom, length - zeroFrom);
        }
    }

    private static int Slot(int y, Area area, int size) => (y - area.Y + size) % size;
}
