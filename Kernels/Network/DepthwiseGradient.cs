using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradients of a <see cref="Depthwise"/> convolution: of its weights, dw(k) = Σ_p dy(p) · x(p + k), and of its input,
/// dx(p) = Σ_k w(k) · dy(p − k), which goes on through the gelu that x came from.
/// </summary>
/// <remarks>Of a launch in groups, the first compute weights and the others inputs.</remarks>
public readonly struct DepthwiseGradient : IGroupBody<DepthwiseGradient.Arguments>, ISimdBody<DepthwiseGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[channels][y][x]</c>, 0 outside the target.</summary>
        public Planes OutputGradient;

        /// <summary>x, <c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>What went into the gelu that x came from, laid out as x is.</summary>
        public Planes BeforeGelu;

        /// <summary>The gradient of what went into the gelu, <c>[channels][y][x]</c>.</summary>
        public Planes InputGradient;

        /// <summary><c>[channels][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>dw of each slice of the cells, <c>[slices][channels][K][K]</c>.</summary>
        public ArrayView<float> WeightGradient;

        /// <summary>Slices that the cells are cut into, as <see cref="CellSlices"/> counts them; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>Number of channels.</summary>
        public int Channels;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>All cells of the patch.</summary>
        public Area Target;
    }

    // A SIMD tile passes over a channel's cells in stretches, whose inputs it copies with their borders.
    private const int RowsPerStretch = 8;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        4 * arguments.Channels,
        2L * arguments.Channels * arguments.KernelSize * arguments.KernelSize);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits)
    {
        Index3D group = DepthwiseCorrelation.Shape(limits);
        int weights = DepthwiseCorrelation.Groups(arguments, group.Z);
        int inputs = ColumnTile.Groups(arguments.Target, arguments.Channels, group);
        return new KernelConfig(new Index3D(checked(weights + inputs), 1, 1), group);
    }

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        int weights = DepthwiseCorrelation.Groups(a, Group.DimZ);
        if (Grid.IdxX < weights)
        {
            DepthwiseCorrelation.Run(a);
            return;
        }

        ColumnTile tile = new(a.Target, a.Channels, Grid.IdxX - weights);
        GroupDepthwise convolution = new()
        {
            Input = a.OutputGradient,
            KernelSize = a.KernelSize,
            Readable = a.Target,
            Weights = a.Weights,
            Turned = 1,
        };
        OutputSums sums = GroupDepthwise.Sum(convolution, tile);
        OutputSums before = OutputSums.Load(a.BeforeGelu, tile);
        Group.Barrier();
        sums = sums.ThroughGelu(before);
        Group.Barrier();
        sums.Store(a.InputGradient, tile);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments)
    {
        int size = arguments.KernelSize;
        int width = arguments.Target.Width;
        long weights = (long)LaneSums.Count * size * size + (RowsPerStretch + size) * (long)Rows.PaddedLength(width);
        long inputs = size * (size + (long)Rows.RoundUp(width)) + Rows.PaddedLength(width);
        return Math.Max(weights, inputs);
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Correlate<L, V>(tile, a, scratch);
        Convolve<L, V>(tile, a, scratch);
    }

    // The weights' gradient.
    private static unsafe void Correlate<L, V>(int channel, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;
        int taps = size * size;
        int columns = Rows.RoundUp(a.Target.Width);
        int length = Rows.PaddedLength(a.Target.Width);
        float* sums = scratch;
        float* nothing = sums + LaneSums.Count * taps;
        float* copied = nothing + length;
        float** right = stackalloc float*[taps];
        for (int tap = 0; tap < taps; tap++)
        {
            right[tap] = copied + tap / size * length + Rows.Padding + tap % size - size / 2;
        }

        Rows.Clear(sums, (long)taps * LaneSums.Count + length);
        for (int y = a.Target.Y; y < a.Target.Bottom; y += RowsPerStretch)
        {
            int rows = Math.Min(RowsPerStretch, a.Target.Bottom - y);
            for (int row = 0; row < rows + size - 1; row++)
            {
                Rows.LoadPadded(a.Input, channel, y + row - size / 2, a.Target.X, a.Target.Width, a.Target, copied + row * length);
            }

            float* left = a.OutputGradient.Row(channel, y, a.Target.X);
            if (size == 3)
            {
                Add3<L, V>(left, a.OutputGradient.Pitch, nothing, right[0], length, rows, columns, sums);
            }
            else
            {
                RowDots.Add<L, V>(&left, 1, a.OutputGradient.Pitch, right, taps, length, rows, columns, sums);
            }
        }

        float* gradient = a.WeightGradient.Address() + (long)channel * taps;
        for (int k = 0; k < taps; k++)
        {
            gradient[k] = LaneSums.Total(sums + k * LaneSums.Count);
        }
    }

    // The usual size with its nine sums in registers: each row of inputs meets the three rows of gradients that it reached.
    private static unsafe void Add3<L, V>(
        float* left, long leftPitch, float* nothing, float* right, long rightPitch, int rows, int columns, float* sums)
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
            for (int row = 0; row < rows + 2; row++)
            {
                float* values = right + row * rightPitch;
                float* below = row < rows ? left + row * leftPitch : nothing;
                float* here = row >= 1 && row <= rows ? left + (row - 1) * leftPitch : nothing;
                float* above = row >= 2 ? left + (row - 2) * leftPitch : nothing;
                for (int x = lane; x < columns; x += LaneSums.Count)
                {
                    V first = L.Load(below + x);
                    V second = L.Load(here + x);
                    V third = L.Load(above + x);
                    V value = L.Load(values + x);
                    s0 = L.MultiplyAdd(first, value, s0);
                    s3 = L.MultiplyAdd(second, value, s3);
                    s6 = L.MultiplyAdd(third, value, s6);
                    value = L.Load(values + x + 1);
                    s1 = L.MultiplyAdd(first, value, s1);
                    s4 = L.MultiplyAdd(second, value, s4);
                    s7 = L.MultiplyAdd(third, value, s7);
                    value = L.Load(values + x + 2);
                    s2 = L.MultiplyAdd(first, value, s2);
                    s5 = L.MultiplyAdd(second, value, s5);
                    s8 = L.MultiplyAdd(third, value, s8);
                }
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

    // The input's gradient.
    private static unsafe void Convolve<L, V>(int channel, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;
        int radius = size / 2;
        int columns = Rows.RoundUp(a.Target.Width);
        float* row = scratch;
        float* nowhere = row + Rows.PaddedLength(a.Target.Width);
        float* waiting = nowhere + columns;
        float* turned = waiting + (size - 1) * columns;
        Rows.Clear(scratch, turned - scratch);

        // Taking a gradient back is convolving it with the kernel turned by half a circle.
        float* weights = a.Weights.Address() + (long)channel * size * size;
        for (int k = 0; k < size * size; k++)
        {
            turned[k] = weights[size * size - 1 - k];
        }

        for (int y = a.Target.Y; y < a.Target.Bottom + radius; y++)
        {
            // The row's padding stays 0, and what lies between width and pitch of a gradient is 0 too.
            if (y < a.Target.Bottom)
            {
                Rows.Copy(a.OutputGradient.Row(channel, y, a.Target.X), row + Rows.Padding, columns);
            }
            else
            {
                Rows.Clear(row + Rows.Padding, columns);
            }

            float* target = y - radius < a.Target.Y ? nowhere : a.InputGradient.Row(channel, y - radius, a.Target.X);
            RowConvolution.Push<L, V>(row + Rows.Padding, turned, size, waiting, columns, target, columns);

            // Gradients are 0 where no cell is, so that sums over whole vectors are sums over cells.
            Rows.Clear(target + a.Target.Width, columns - a.Target.Width);
            if (target != nowhere)
            {
                Rows.ThroughGelu<L, V>(target, a.BeforeGelu.Row(channel, y - radius, a.Target.X), columns);
            }
        }
    }
}
