using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// One inverted residual block in one pass, h' = h + project(gelu(depthwise(gelu(expand(h))))), so that the 2w
/// channels between expand and project live in the worker's cache, or in a group's shared memory, and never go to memory.
/// </summary>
/// <remarks>
/// SIMD bodies have the same numbers as <see cref="Pointwise"/>, <see cref="Depthwise"/>, <see cref="Pointwise"/> in turn. They leave out
/// cells that a group does not need; what their outputs hold then has no meaning.
/// Groups can run it if <see cref="GroupBlock.Fits"/> says so; their sums run in another order.
/// </remarks>
public readonly struct ResidualBlock : IGroupBody<ResidualBlock.Arguments>, ISimdBody<ResidualBlock.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes.</summary>
        public NetworkLayout Layout;

        /// <summary>The trunks before the block, <c>[G·w][y][x]</c>; not the same memory as the output.</summary>
        public Planes Input;

        /// <summary>The trunks after the block, laid out as the input is.</summary>
        public Planes Output;

        /// <summary>The expand, <c>[G][2w][w]</c>; read by groups.</summary>
        public ArrayView<float> Expand;

        /// <summary>The same packed by <see cref="WeightPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> PackedExpand;

        /// <summary>The depthwise kernels, <c>[G·2w][K][K]</c>.</summary>
        public ArrayView<float> Depthwise;

        /// <summary>The project, <c>[G][w][2w]</c>; read by groups.</summary>
        public ArrayView<float> Project;

        /// <summary>The same packed by <see cref="WeightPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> PackedProject;

        /// <summary>1 where a learning pass keeps what goes into both gelus, and groups what comes out of them.</summary>
        public int KeepsTape;

        /// <summary>Where it keeps what goes into the gelu after the expand, <c>[G·2w][y][x]</c>, with rows as the input's.</summary>
        public Planes Expanded;

        /// <summary>Where groups keep what comes out of it.</summary>
        public Planes ExpandedActive;

        /// <summary>What goes into the gelu after the depthwise convolution.</summary>
        public Planes Filtered;

        /// <summary>Where groups keep what comes out of it.</summary>
        public Planes FilteredActive;

        /// <summary>Where each group's outputs are needed.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    // Channels that go through expand and depthwise together: their rows stay in an L1 cache. Widths are multiples of 8, so
    // that the 2w channels are a whole number of times as many.
    private const int ChannelsAtOnce = 16;

    // What a tile keeps of its row and of the unfinished ones should stay in a core's L2 cache.
    private const int RowFloats = 96 * 1024;

    // So many tiles that no core waits long for another's last one.
    private const int TilesPerCore = 6;
    private const int Tallest = 32;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, (2 + 4 * arguments.KeepsTape) * arguments.Layout.TotalWidth, arguments.Layout.BlockWeights);

    /// <inheritdoc/>
    public static int GroupsAtOnce => 2;

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => GroupBlock.Cover(arguments);

    /// <inheritdoc/>
    public static void Device(Arguments arguments) => GroupBlock.Run(arguments);

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
        Math.Clamp(RowFloats / (layout.KernelSize * 2 * layout.GroupWidth) / 32 * 32, 32, 512);

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
        int tileWidth = Tiling(arguments).TileWidth;
        long rows = (long)ChannelsAtOnce * Rows.PaddedLength(tileWidth);
        return OffsetFloats(expanded) + rows + expanded * (long)arguments.Layout.KernelSize * tileWidth;
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
        Area area = a.Habitat.Cut(group, tiling[tile % tiling.Count]);
        if (area.Height == 0)
        {
            return;
        }

        int size = a.Layout.KernelSize;
        int radius = size / 2;
        int width = a.Layout.GroupWidth;
        int expanded = 2 * width;
        int columns = Rows.RoundUp(area.Width);

        long* expandOffsets = (long*)scratch;
        long* projectOffsets = expandOffsets + Rows.RoundUp(expanded);
        float* rows = scratch + OffsetFloats(expanded);
        float* filtered = rows + ChannelsAtOnce * Rows.PaddedLength(area.Width);
        float* waiting = filtered + (long)expanded * columns;
        for (int i = 0; i < expanded; i++)
        {
            expandOffsets[i] = i * a.Input.Stride;
            projectOffsets[i] = (long)i * columns;
        }

        float* project = a.PackedProject.Address() + group * NetworkLayout.PackedMatrix(width, expanded);
        Rows.Clear(rows, ChannelsAtOnce * Rows.PaddedLength(area.Width));
        Rows.Clear(waiting, (long)expanded * (size - 1) * columns);
        for (int y = area.Y - radius; y < area.Bottom + radius; y++)
        {
            for (int channel = 0; channel < expanded; channel += ChannelsAtOnce)
            {
                ExpandRows<L, V>(a, area, group, channel, y, expandOffsets, rows);
                FilterRows<L, V>(a, area, group, channel, y - radius, rows, waiting, filtered);
            }

            if (y - radius >= area.Y)
            {
                RowProduct.Multiply<L, V>(
                    filtered, projectOffsets, expanded, project, width,
                    a.Output.Row(group * width, y - radius, area.X), a.Output.Stride, columns,
                    a.Input.Row(group * width, y - radius, area.X), a.Input.Stride);
            }
        }
    }

    // gelu(expand) of some channels' rows and one padding to their left and right, zero where no cell is.
    private static unsafe void ExpandRows<L, V>(
        in Arguments a, Area area, int group, int channel, int y, long* offsets, float* rows)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int width = a.Layout.GroupWidth;
        int expanded = 2 * width;
        int length = Rows.PaddedLength(area.Width);
        if (y < a.Readable.Y || y >= a.Readable.Bottom)
        {
            Rows.Clear(rows, ChannelsAtOnce * length);
            return;
        }

        // Beyond the first and the last column there is nothing to expand.
        int before = area.X > a.Readable.X ? Rows.Padding : 0;
        int end = Math.Min(area.X + Rows.RoundUp(area.Width) + Rows.Padding, a.Readable.Right);
        int columns = Rows.RoundUp(end - (area.X - before));
        int zeroFrom = end - area.X + Rows.Padding;
        float* packed = a.PackedExpand.Address() + group * NetworkLayout.PackedMatrix(expanded, width) + channel * width;
        float* source = a.Input.Row(group * width, y, area.X - before);

        // A row above or below the tile is its neighbour's to keep.
        bool keeps = a.KeepsTape != 0 && y >= area.Y && y < area.Bottom;
        float* kept = keeps ? a.Expanded.Row(group * expanded + channel, y, area.X) : null;
        for (int i = 0; keeps && i < ChannelsAtOnce; i++)
        {
            Rows.Prefetch(kept + i * a.Expanded.Stride, area.Width);
        }

        RowProduct.Multiply<L, V>(
            source, offsets, width, packed, ChannelsAtOnce, rows + Rows.Padding - before, length, columns);

        for (int i = 0; i < ChannelsAtOnce; i++, rows += length)
        {
            if (keeps)
            {
                Rows.Copy(rows + Rows.Padding, kept + i * a.Expanded.Stride, Rows.RoundUp(area.Width));
            }

            float* first = rows + Rows.Padding - before;
            Rows.Gelu<L, V>(first, first, columns);
            for (float* none = rows + zeroFrom; none < first + columns; none++)
            {
                *none = 0;
            }
        }
    }

    // gelu(depthwise) of the same channels, for the row that theirs completes.
    private static unsafe void FilterRows<L, V>(
        in Arguments a, Area area, int group, int channel, int y, float* rows, float* waiting, float* filtered)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.Layout.KernelSize;
        int columns = Rows.RoundUp(area.Width);
        int length = Rows.PaddedLength(area.Width);
        int plane = 2 * group * a.Layout.GroupWidth + channel;
        float* kernels = a.Depthwise.Address() + (long)plane * size * size;
        filtered += channel * columns;
        bool keeps = a.KeepsTape != 0 && y >= area.Y;
        float* kept = keeps ? a.Filtered.Row(plane, y, area.X) : null;
        waiting += (long)channel * (size - 1) * columns;

        // What the next row of the tile will read and write: with each of the expanded channels a part of one of the trunk's, for
        // the processor can fetch only so much at once.
        int trunk = plane / 2;
        float* read = a.Input.Row(trunk, Math.Min(y + 1 + size / 2, a.Readable.Bottom - 1), area.X);
        float* written = a.Output.Row(trunk, Math.Clamp(y + 1, a.Target.Y, a.Target.Bottom - 1), area.X);
        for (int i = 0; i < ChannelsAtOnce; i++)
        {
            Rows.Prefetch(i % 2 == 0 ? read + i / 2 * a.Input.Stride : written + i / 2 * a.Output.Stride, area.Width);
            if (keeps)
            {
                Rows.Prefetch(kept + i * a.Filtered.Stride, area.Width);
            }

            RowConvolution.Push<L, V>(
                rows + i * length + Rows.Padding, kernels + i * size * size, size,
                waiting + (long)i * (size - 1) * columns, columns, filtered + i * columns, columns);
        }

        if (y < area.Y)
        {
            return;
        }

        for (int i = 0; keeps && i < ChannelsAtOnce; i++)
        {
            Rows.Copy(filtered + i * columns, kept + i * a.Filtered.Stride, columns);
        }

        Rows.Gelu<L, V>(filtered, filtered, ChannelsAtOnce * columns);
    }
}
