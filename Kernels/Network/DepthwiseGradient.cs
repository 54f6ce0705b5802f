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
    public static KernelConfig Launch(in Arguments arguments, int groupSize) =>
        GroupTile.Cover(arguments.Target, OutputSums.Blocks(arguments.Channels), groupSize);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupDepthwise.SharedFloats);
        GroupTile tile = new(a.Target, OutputSums.Blocks(a.Channels));
        int first = tile.Block * OutputSums.Count;
        GroupDepthwise convolution = new()
        {
            Input = a.OutputGradient,
            First = first,
            Channels = a.Channels,
            KernelSize = a.KernelSize,
            Readable = a.Target,
            Weights = a.Weights,
            Turned = 1,
        };
        GroupDepthwise.Sum(convolution, tile, shared, out OutputSums upper, out OutputSums lower);
        OutputSums.Store(tile, upper, lower, a.InputGradient, first, a.Channels - first, a.InputGradient, add: 0);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)arguments.KernelSize * (Rows.PaddedLength(arguments.Target.Width) + Rows.RoundUp(arguments.KernelSize));

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;
        int length = Rows.PaddedLength(a.Target.Width);

        // Taking a gradient back is convolving it with the kernel turned by half a circle.
        float* turned = scratch + size * length;
        float* weights = a.Weights.Address() + (long)tile * size * size;
        for (int k = 0; k < size * size; k++)
        {
            turned[k] = weights[size * size - 1 - k];
        }

        float** rows = stackalloc float*[size];
        int columns = Rows.RoundUp(a.Target.Width);
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            for (int ky = 0; ky < size; ky++)
            {
                rows[ky] = scratch + ky * length + Rows.Padding;
                Rows.LoadPadded(
                    a.OutputGradient, tile, y + ky - size / 2, a.Target.X, a.Target.Width, a.Target, rows[ky] - Rows.Padding);
            }

            float* target = a.InputGradient.Row(tile, y, a.Target.X);
            Depthwise.Convolve<L, V>(rows, turned, size, target, columns, gelu: false);

            // Gradients are 0 where no cell is, so that sums over whole vectors are sums over cells.
            Rows.Clear(target + a.Target.Width, columns - a.Target.Width);
        }
    }
}

/// <summary>The gradient of a <see cref="Depthwise"/> convolution's weights: dw(k) = Σ_p dy(p) · x(p + k).</summary>
public readonly struct DepthwiseWeightGradient
    : IDeviceBody<DepthwiseWeightGradient.Arguments>, ISimdBody<DepthwiseWeightGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[channels][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>x, <c>[channels][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>dw, <c>[channels][K][K]</c>.</summary>
        public ArrayView<float> WeightGradient;

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
    public static long Threads(in Arguments arguments) =>
        (long)arguments.Channels * arguments.KernelSize * arguments.KernelSize;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int taps = a.KernelSize * a.KernelSize;
        int channel = index / taps;
        int acrossX = index % a.KernelSize - a.KernelSize / 2;
        int acrossY = index % taps / a.KernelSize - a.KernelSize / 2;
        float sum = 0;
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            float row = 0;
            for (int x = a.Target.X; x < a.Target.Right; x++)
            {
                if (a.Target.Contains(x + acrossX, y + acrossY))
                {
                    row += a.OutputGradient.At(channel, y, x) * a.Input.At(channel, y + acrossY, x + acrossX);
                }
            }

            sum += row;
        }

        a.WeightGradient[index] = sum;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Channels;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        16L * arguments.KernelSize * arguments.KernelSize
        + (long)arguments.KernelSize * Rows.PaddedLength(arguments.Target.Width)
        + 2L * arguments.KernelSize * arguments.KernelSize;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.KernelSize;
        int taps = size * size;
        int length = Rows.PaddedLength(a.Target.Width);
        V* sums = (V*)scratch;
        float* rows = scratch + 16L * taps;
        float** right = (float**)(rows + (long)size * length);
        Rows.Clear(scratch, (long)taps * L.Count);
        for (int y = a.Target.Y; y < a.Target.Bottom; y++)
        {
            for (int ky = 0; ky < size; ky++)
            {
                float* row = rows + ky * length;
                Rows.LoadPadded(a.Input, tile, y + ky - size / 2, a.Target.X, a.Target.Width, a.Target, row);
                for (int kx = 0; kx < size; kx++)
                {
                    right[ky * size + kx] = row + Rows.Padding + kx - size / 2;
                }
            }

            float* left = a.OutputGradient.Row(tile, y, a.Target.X);
            RowDots.Add<L, V>(&left, 1, 0, right, taps, 0, 1, Rows.RoundUp(a.Target.Width), sums);
        }

        float* gradient = a.WeightGradient.Address() + (long)tile * taps;
        for (int k = 0; k < taps; k++)
        {
            gradient[k] = RowDots.Total<L, V>(sums[k]);
        }
    }
}
