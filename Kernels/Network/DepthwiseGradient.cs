using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>The gradient of a <see cref="Depthwise"/> convolution's input: dx(p) = Σ_k w(k) · dy(p − k).</summary>
public readonly struct DepthwiseInputGradient
    : IGroupBody<DepthwiseInputGradient.Arguments>, ISimdBody<DepthwiseInputGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[channels][y][x]</c>, 0 outside the target.</summary>
        public Planes OutputGradient;

        /// <summary>dx, <c>[channels][y][x]</c>.</summary>
        public Planes InputGradient;

        /// <summary>1 where x is gelu of something, to whose gradient dx is taken back.</summary>
        public int ThroughGelu;

        /// <summary>What went into the gelu, laid out as dx is.</summary>
        public Planes BeforeGelu;

        /// <summary><c>[channels][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>Cells to compute: all cells of the patch.</summary>
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
            Input = a.OutputGradient,
            KernelSize = a.KernelSize,
            Readable = a.Target,
            Weights = a.Weights,
            Turned = 1,
        };
        OutputSums sums = GroupDepthwise.Sum(convolution, tile);
        if (a.ThroughGelu != 0)
        {
            OutputSums before = OutputSums.Load(a.BeforeGelu, tile);
            Group.Barrier();
            sums = sums.ThroughGelu(before);
            Group.Barrier();
        }

        sums.Store(a.InputGradient, tile);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        RowRing.Floats(arguments.KernelSize, arguments.Target.Width) + arguments.KernelSize * arguments.KernelSize;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;

        // Taking a gradient back is convolving it with the kernel turned by half a circle.
        float* turned = scratch + RowRing.Floats(size, a.Target.Width);
        float* weights = a.Weights.Address() + (long)tile * size * size;
        for (int k = 0; k < size * size; k++)
        {
            turned[k] = weights[size * size - 1 - k];
        }

        float** rows = stackalloc float*[size];
        int columns = Rows.RoundUp(a.Target.Width);
        RowRing ring = new(a.OutputGradient, tile, a.Target, a.Target, size, scratch);
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            ring.MoveTo(y, rows);
            float* target = a.InputGradient.Row(tile, y, a.Target.X);
            Depthwise.Convolve<L, V>(rows, turned, size, target, columns, gelu: false);

            // Gradients are 0 where no cell is, so that sums over whole vectors are sums over cells.
            Rows.Clear(target + a.Target.Width, columns - a.Target.Width);
            if (a.ThroughGelu != 0)
            {
                Rows.ThroughGelu<L, V>(target, a.BeforeGelu.Row(tile, y, a.Target.X), columns);
            }
        }
    }
}

/// <summary>The gradient of a <see cref="Depthwise"/> convolution's weights: dw(k) = Σ_p dy(p) · x(p + k).</summary>
public readonly struct DepthwiseWeightGradient
    : IGroupBody<DepthwiseWeightGradient.Arguments>, ISimdBody<DepthwiseWeightGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[channels][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>x, <c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>dw of each slice of the cells, <c>[slices][channels][K][K]</c>.</summary>
        public ArrayView<float> WeightGradient;

        /// <summary>Slices that the cells are cut into, as <see cref="WeightSlices"/> counts them; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>Cells to sum over: all cells of the patch.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        2 * arguments.Channels,
        (long)arguments.Channels * arguments.KernelSize * arguments.KernelSize);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => DepthwiseCorrelation.Cover(arguments, limits.Threads);

    /// <inheritdoc/>
    public static void Device(Arguments a) => DepthwiseCorrelation.Run(a);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)LaneSums.Count * arguments.KernelSize * arguments.KernelSize + RowRing.Floats(arguments.KernelSize, arguments.Target.Width);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;
        int taps = size * size;
        float* sums = scratch;
        float** rows = stackalloc float*[size];
        float** right = stackalloc float*[taps];
        RowRing ring = new(a.Input, tile, a.Target, a.Target, size, sums + LaneSums.Count * taps);
        Rows.Clear(sums, (long)taps * LaneSums.Count);
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            ring.MoveTo(y, rows);
            float* left = a.OutputGradient.Row(tile, y, a.Target.X);
            if (size == 3)
            {
                Add3<L, V>(left, rows[0] - 1, rows[1] - 1, rows[2] - 1, Rows.RoundUp(a.Target.Width), sums);
                continue;
            }

            for (int tap = 0; tap < taps; tap++)
            {
                right[tap] = rows[tap / size] + tap % size - size / 2;
            }

            RowDots.Add<L, V>(&left, 1, 0, right, taps, 0, 1, Rows.RoundUp(a.Target.Width), sums);
        }

        float* gradient = a.WeightGradient.Address() + (long)tile * taps;
        for (int k = 0; k < taps; k++)
        {
            gradient[k] = LaneSums.Total(sums + k * LaneSums.Count);
        }
    }

    // The usual size with its nine sums in registers.
    private static unsafe void Add3<L, V>(float* left, float* above, float* here, float* below, int columns, float* sums)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int lane = 0; lane < LaneSums.Count; lane += L.Count, sums += L.Count)
        {
            V s0 = L.Load(sums);
            V s1 = L.Load(sums + LaneSums.Count);
            V s2 = L.Load(sums + 2 * LaneSums.Count);
            V s3 = L.Load(sums + 3 * LaneSums.Count);
            V s4 = L.Load(sums + 4 * LaneSums.Count);
            V s5 = L.Load(sums + 5 * LaneSums.Count);
            V s6 = L.Load(sums + 6 * LaneSums.Count);
            V s7 = L.Load(sums + 7 * LaneSums.Count);
            V s8 = L.Load(sums + 8 * LaneSums.Count);
            for (int x = lane; x < columns; x += LaneSums.Count)
            {
                V value = L.Load(left + x);
                s0 = L.MultiplyAdd(value, L.Load(above + x), s0);
                s1 = L.MultiplyAdd(value, L.Load(above + x + 1), s1);
                s2 = L.MultiplyAdd(value, L.Load(above + x + 2), s2);
                s3 = L.MultiplyAdd(value, L.Load(here + x), s3);
                s4 = L.MultiplyAdd(value, L.Load(here + x + 1), s4);
                s5 = L.MultiplyAdd(value, L.Load(here + x + 2), s5);
                s6 = L.MultiplyAdd(value, L.Load(below + x), s6);
                s7 = L.MultiplyAdd(value, L.Load(below + x + 1), s7);
                s8 = L.MultiplyAdd(value, L.Load(below + x + 2), s8);
            }

            L.Store(s0, sums);
            L.Store(s1, sums + LaneSums.Count);
            L.Store(s2, sums + 2 * LaneSums.Count);
            L.Store(s3, sums + 3 * LaneSums.Count);
            L.Store(s4, sums + 4 * LaneSums.Count);
            L.Store(s5, sums + 5 * LaneSums.Count);
            L.Store(s6, sums + 6 * LaneSums.Count);
            L.Store(s7, sums + 7 * LaneSums.Count);
            L.Store(s8, sums + 8 * LaneSums.Count);
        }
    }
}
