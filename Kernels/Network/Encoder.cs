using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>The networks' first layer: h = gelu(conv KxK), all species at once, zero outside the readable area.</summary>
/// <remarks>The SIMD body leaves out cells that a group does not need; what their outputs hold then has no meaning.</remarks>
public readonly struct Encoder : IGroupBody<Encoder.Arguments>, ISimdBody<Encoder.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes.</summary>
        public NetworkLayout Layout;

        /// <summary>The channels that the networks see, from plane 0 on: <c>[inputs][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>The trunks: <c>[N·D][y][x]</c>.</summary>
        public Planes Output;

        /// <summary><c>[N·D][inputs][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>The same packed by <see cref="WeightPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> Packed;

        /// <summary>1 where a learning pass keeps what goes into the gelu.</summary>
        public int KeepsTape;

        /// <summary>Where it keeps it, laid out as the output is.</summary>
        public Planes BeforeGelu;

        /// <summary>Where each group's outputs are needed.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist: the whole grid, or a training patch.</summary>
        public Area Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => Convolution(arguments).Cover(limits);

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, arguments.Layout.Inputs + arguments.Layout.TotalWidth, arguments.Layout.EncoderWeights);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupConvolution.SharedFloats);
        GroupConvolution convolution = Convolution(a);
        GroupTile tile = convolution.Tile();
        TileSums sums = GroupConvolution.Sum(convolution, tile, shared);

        // The condition always holds. Numbers that come out of a branch together become vectors on OpenCL's CPUs.
        if (a.Layout.TotalWidth > 0)
        {
            if (a.KeepsTape != 0)
            {
                convolution.Store(tile, sums, a.BeforeGelu);
            }

            sums = sums.Gelu();
        }

        convolution.Store(tile, sums, a.Output);
    }

    private static GroupConvolution Convolution(in Arguments a) => new()
    {
        Input = a.Input,
        Groups = 1,
        Inputs = a.Layout.Inputs,
        Outputs = a.Layout.TotalWidth,
        KernelSize = a.Layout.KernelSize,
        Readable = new WorldStack(a.Readable),
        Target = a.Target,
        Weights = a.Weights,
        OutputStride = a.Layout.Inputs * a.Layout.KernelSize * a.Layout.KernelSize,
        InputStride = a.Layout.KernelSize * a.Layout.KernelSize,
    };

    // A tile is one group's part of a rectangle of cells. The rows it reads pass through a ring of K padded rows.
    private const int WidestTile = 256;
    private const int TallestTile = 16;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) =>
        arguments.Layout.Groups * new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments)
    {
        int size = arguments.Layout.KernelSize;
        int tileWidth = new Tiling(arguments.Target, WidestTile, TallestTile).TileWidth;
        long offsets = Rows.RoundUp(2 * arguments.Layout.Inputs * size * size);
        return offsets + (long)arguments.Layout.Inputs * size * Rows.PaddedLength(tileWidth);
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = new(a.Target, WidestTile, TallestTile);
        int group = tile / tiling.Count;
        Area area = a.Habitat.Cut(group, tiling[tile % tiling.Count]);
        if (area.Height == 0)
        {
            return;
        }

        int size = a.Layout.KernelSize;
        int radius = size / 2;
        int columns = Rows.RoundUp(area.Width);
        int length = Rows.PaddedLength(area.Width);
        int inputs = a.Layout.Inputs * size * size;
        int width = a.Layout.GroupWidth;
        long* offsets = (long*)scratch;
        float* ring = scratch + Rows.RoundUp(2 * inputs);
        float* packed = a.Packed.Address() + group * NetworkLayout.PackedMatrix(width, inputs);

        for (int y = area.Y - radius; y < area.Y + radius; y++)
        {
            LoadRow(a, area, y, ring, length);
        }

        for (int y = area.Y; y < area.Bottom; y++)
        {
            LoadRow(a, area, y + radius, ring, length);
            long* offset = offsets;
            for (int input = 0; input < a.Layout.Inputs; input++)
            {
                for (int ky = 0; ky < size; ky++)
                {
                    long row = ((long)Slot(y + ky - radius, area, size) * a.Layout.Inputs + input) * length + Rows.Padding - radius;
                    for (int kx = 0; kx < size; kx++)
                    {
                        *offset++ = row + kx;
                    }
                }
            }

            float* target = a.Output.Row(group * width, y, area.X);
            RowProduct.Multiply<L, V>(ring, offsets, inputs, packed, width, target, a.Output.Stride, columns);
            for (int o = 0; o < width; o++)
            {
                float* row = target + o * a.Output.Stride;
                if (a.KeepsTape != 0)
                {
                    Rows.Copy(row, a.BeforeGelu.Row(group * width + o, y, area.X), columns);
                }

                Rows.Gelu<L, V>(row, row, columns);
            }
        }
    }

    private static unsafe void LoadRow(in Arguments a, Area area, int y, float* ring, int length)
    {
        int slot = Slot(y, area, a.Layout.KernelSize);
        for (int input = 0; input < a.Layout.Inputs; input++)
        {
            float* target = ring + ((long)slot * a.Layout.Inputs + input) * length;
            Rows.LoadPadded(a.Input, input, y, area.X, area.Width, a.Readable, target);
        }
    }

    // Rows start up to K/2 above the tile, so the difference is made positive before it is wrapped.
    private static int Slot(int y, Area area, int size) => (y - area.Y + size) % size;
}
