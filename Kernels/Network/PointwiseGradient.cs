using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>The gradient of a <see cref="Pointwise"/> convolution's input: dx = Wᵀ · dy, group by group.</summary>
public readonly struct PointwiseInputGradient
    : IGroupBody<PointwiseInputGradient.Arguments>, ISimdBody<PointwiseInputGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[G·outputs][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>dx, <c>[G·inputs][y][x]</c>.</summary>
        public Planes InputGradient;

        /// <summary>1 to add to what dx holds: the gradient that came past the block on its residual.</summary>
        public int Accumulate;

        /// <summary>1 where x is gelu of something, to whose gradient dx is taken back.</summary>
        public int ThroughGelu;

        /// <summary>What went into the gelu, laid out as dx is.</summary>
        public Planes BeforeGelu;

        /// <summary><c>[G][outputs][inputs]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>Groups that share nothing.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Groups * ((1 + arguments.Accumulate) * arguments.Inputs + arguments.Outputs),
        (long)arguments.Groups * arguments.Inputs * arguments.Outputs);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => Convolution(arguments).Cover(limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupConvolution.SharedFloats);
        GroupConvolution convolution = Convolution(a);
        GroupTile tile = convolution.Tile();
        TileSums sums = GroupConvolution.SumPointwise(convolution, tile, shared);
        if (a.Accumulate != 0)
        {
            sums = sums.Plus(convolution.Load(tile, a.InputGradient));
        }

        if (a.ThroughGelu != 0)
        {
            sums = sums.ThroughGelu(convolution.Load(tile, a.BeforeGelu));
        }

        convolution.Store(tile, sums, a.InputGradient);
    }

    // The convolution with the matrix transposed: its outputs are the inputs.
    private static GroupConvolution Convolution(in Arguments a) => new()
    {
        Input = a.OutputGradient,
        Groups = a.Groups,
        Inputs = a.Outputs,
        GroupStride = a.Outputs,
        Outputs = a.Inputs,
        KernelSize = 1,
        Readable = new WorldStack(a.Target),
        Target = a.Target,
        Weights = a.Weights,
        OutputStride = 1,
        InputStride = a.Inputs,
    };

    private const int WidestTile = 512;
    private const int TallestTile = 16;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) =>
        arguments.Groups * new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        Rows.RoundUp(2 * arguments.Outputs) + NetworkLayout.PackedMatrix(arguments.Inputs, arguments.Outputs);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = new(a.Target, WidestTile, TallestTile);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int columns = Rows.RoundUp(area.Width);
        long* offsets = (long*)scratch;
        for (int output = 0; output < a.Outputs; output++)
        {
            offsets[output] = output * a.OutputGradient.Stride;
        }

        float* transposed = scratch + Rows.RoundUp(2 * a.Outputs);
        PackTransposed(a, group, transposed);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* source = a.OutputGradient.Row(group * a.Outputs, y, area.X);
            float* target = a.InputGradient.Row(group * a.Inputs, y, area.X);
            float* added = a.Accumulate != 0 ? target : null;
            RowProduct.Multiply<L, V>(
                source, offsets, a.Outputs, transposed, a.Inputs, target, a.InputGradient.Stride, columns, added, a.InputGradient.Stride);
        }

        // Plane by plane, since rows that follow each other come from memory by themselves.
        for (int plane = group * a.Inputs; a.ThroughGelu != 0 && plane < (group + 1) * a.Inputs; plane++)
        {
            for (int y = area.Y; y < area.Bottom; y++)
            {
                Rows.ThroughGelu<L, V>(a.InputGradient.Row(plane, y, area.X), a.BeforeGelu.Row(plane, y, area.X), columns);
            }
        }
    }

    private static unsafe void PackTransposed(in Arguments a, int group, float* target)
    {
        float* weights = a.Weights.Address() + (long)group * a.Outputs * a.Inputs;
        for (int first = 0; first < a.Inputs; first += RowProduct.Outputs)
        {
            for (int output = 0; output < a.Outputs; output++)
            {
                for (int input = first; input < first + RowProduct.Outputs; input++)
                {
                    *target++ = input < a.Inputs ? weights[(long)output * a.Inputs + input] : 0;
                }
            }
        }
    }
}

/// <summary>The gradient of a <see cref="Pointwise"/> convolution's weights: dW = Σ_cells dy · xᵀ, group by group.</summary>
public readonly struct PointwiseWeightGradient
    : IGroupBody<PointwiseWeightGradient.Arguments>, ISimdBody<PointwiseWeightGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dy, <c>[G·outputs][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>x, <c>[G·inputs][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>dW of each slice of the cells, <c>[slices][G][outputs][inputs]</c>.</summary>
        public ArrayView<float> WeightGradient;

        /// <summary>Slices that the cells are cut into, as <see cref="CellSlices"/> counts them; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>Groups that share nothing.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>Cells to sum over.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Groups * (arguments.Inputs + arguments.Outputs),
        (long)arguments.Groups * arguments.Inputs * arguments.Outputs);

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
        Groups = a.Groups,
        Inputs = a.Inputs,
        GroupStride = a.Inputs,
        Outputs = a.Outputs,
        KernelSize = 1,
        Readable = new WorldStack(a.Target),
        Target = a.Target,
    };

    // A tile is some outputs of one group; it passes over the cells in stretches that stay in a core's cache.
    private const int OutputsPerTile = 16;
    private const int RowsPerStretch = 8;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Groups * TilesPerGroup(arguments);

    private static int TilesPerGroup(in Arguments a) => (a.Outputs + OutputsPerTile - 1) / OutputsPerTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        OutputsPerTile * (long)LaneSums.Count * arguments.Inputs + 2L * (OutputsPerTile + arguments.Inputs);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int group = tile / TilesPerGroup(a);
        int first = tile % TilesPerGroup(a) * OutputsPerTile;
        int outputs = Math.Min(OutputsPerTile, a.Outputs - first);
        int columns = Rows.RoundUp(a.Target.Width);
        float* sums = scratch;
        float** left = (float**)(sums + OutputsPerTile * (long)LaneSums.Count * a.Inputs);
        float** right = left + OutputsPerTile;
        Rows.Clear(sums, (long)outputs * a.Inputs * LaneSums.Count);
        for (int y = a.Target.Y; y < a.Target.Bottom; y += RowsPerStretch)
        {
            for (int output = 0; output < outputs; output++)
            {
                left[output] = a.OutputGradient.Row(group * a.Outputs + first + output, y, a.Target.X);
            }

            for (int input = 0; input < a.Inputs; input++)
            {
                right[input] = a.Input.Row(group * a.Inputs + input, y, a.Target.X);
            }

            int rows = Math.Min(RowsPerStretch, a.Target.Bottom - y);
            RowDots.Add<L, V>(
                left, outputs, a.OutputGradient.Pitch, right, a.Inputs, a.Input.Pitch, rows, columns, sums);
        }

        float* gradient = a.WeightGradient.Address() + ((long)group * a.Outputs + first) * a.Inputs;
        for (int i = 0; i < outputs * a.Inputs; i++)
        {
            gradient[i] = LaneSums.Total(sums + (long)i * LaneSums.Count);
        }
    }
}
