using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of the <see cref="Encoder"/>'s weights, dw[o][i](k) = Σ_p dz_o(p) · x_i(p + k). The state of a single
/// step does not depend on weights, so its input needs no gradient.
/// </summary>
public readonly struct EncoderGradient : IGroupBody<EncoderGradient.Arguments>, ISimdBody<EncoderGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes.</summary>
        public NetworkLayout Layout;

        /// <summary>dz, <c>[N·D][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>The channels that the networks saw, <c>[inputs][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>dw of each slice of the cells, <c>[slices][N·D][inputs][K][K]</c>.</summary>
        public ArrayView<float> WeightGradient;

        /// <summary>Slices that the cells are cut into, as <see cref="CellSlices"/> counts them; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>Cells that exist: the patch.</summary>
        public Area Readable;

        /// <summary>Cells to sum over.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfCells(arguments.Target, arguments.Layout.Inputs + arguments.Layout.TotalWidth, arguments.Layout.EncoderWeights);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => Correlation(arguments).Cover(limits);

    /// <inheritdoc/>
    public static void Device(Arguments a) => GroupCorrelation.Run(Correlation(a));

    private static GroupCorrelation Correlation(in Arguments a) => new()
    {
        OutputGradient = a.OutputGradient,
        Input = a.Input,
        WeightGradient = a.WeightGradient,
        Slices = a.Slices,
        Groups = 1,
        Inputs = a.Layout.Inputs,
        Outputs = a.Layout.TotalWidth,
        KernelSize = a.Layout.KernelSize,
        Readable = new WorldStack(a.Readable),
        Target = a.Target,
    };

    // A tile is some outputs; it passes over the cells in stretches, whose inputs it copies with their borders.
    private const int OutputsPerTile = 16;
    private const int RowsPerStretch = 8;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Layout.TotalWidth + OutputsPerTile - 1) / OutputsPerTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments)
    {
        int size = arguments.Layout.KernelSize;
        long right = (long)arguments.Layout.Inputs * size * size;
        long copied = (long)arguments.Layout.Inputs * (RowsPerStretch + size - 1) * Rows.PaddedLength(arguments.Target.Width);
        return OutputsPerTile * (long)LaneSums.Count * right + copied + 2 * (OutputsPerTile + right);
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int size = a.Layout.KernelSize;
        int inputs = a.Layout.Inputs;
        int rights = inputs * size * size;
        int first = tile * OutputsPerTile;
        int outputs = Math.Min(OutputsPerTile, a.Layout.TotalWidth - first);
        int length = Rows.PaddedLength(a.Target.Width);
        int copiedRows = RowsPerStretch + size - 1;
        float* sums = scratch;
        float* copied = sums + OutputsPerTile * (long)LaneSums.Count * rights;
        float** left = (float**)(copied + (long)inputs * copiedRows * length);
        float** right = left + OutputsPerTile;
        Rows.Clear(sums, (long)outputs * rights * LaneSums.Count);
        for (int j = 0; j < rights; j++)
        {
            (int input, int ky, int kx) = (j / (size * size), j / size % size, j % size);
            right[j] = copied + ((long)input * copiedRows + ky) * length + Rows.Padding + kx - size / 2;
        }

        for (int y = a.Target.Y; y < a.Target.Bottom; y += RowsPerStretch)
        {
            int rows = Math.Min(RowsPerStretch, a.Target.Bottom - y);
            for (int row = 0; row < (rows + size - 1) * inputs; row++)
            {
                (int input, int down) = (row % inputs, row / inputs);
                float* target = copied + ((long)input * copiedRows + down) * length;
                Rows.LoadPadded(a.Input, input, y + down - size / 2, a.Target.X, a.Target.Width, a.Readable, target);
            }

            for (int output = 0; output < outputs; output++)
            {
                left[output] = a.OutputGradient.Row(first + output, y, a.Target.X);
            }

            RowDots.Add<L, V>(
                left, outputs, a.OutputGradient.Pitch, right, rights, length, rows, Rows.RoundUp(a.Target.Width), sums);
        }

        float* gradient = a.WeightGradient.Address() + (long)first * rights;
        for (int i = 0; i < outputs * rights; i++)
        {
            gradient[i] = LaneSums.Total(sums + (long)i * LaneSums.Count);
        }
    }
}
