using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>What a <see cref="Pointwise"/> convolution does with its sums.</summary>
public enum PointwiseResult
{
    /// <summary>Writes gelu of the sum: a block's expand.</summary>
    Gelu,

    /// <summary>Adds the sum to the residual: a block's project.</summary>
    Residual,

    /// <summary>Writes tanh of the sum: the decoder.</summary>
    Tanh,

    /// <summary>Writes the sum: a learning pass keeps what goes into a gelu.</summary>
    Raw,
}

/// <summary>A grouped 1x1 convolution: the expand and project of a block, and the decoder.</summary>
public readonly struct Pointwise : IGroupBody<Pointwise.Arguments>, ISimdBody<Pointwise.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary><c>[G·inputs][y][x]</c>.</summary>
        public Planes Input;

        /// <summary><c>[G·outputs][y][x]</c>.</summary>
        public Planes Output;

        /// <summary><c>[G·outputs][y][x]</c>, read for <see cref="PointwiseResult.Residual"/>.</summary>
        public Planes Residual;

        /// <summary><c>[G][outputs][inputs]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>The same packed by <see cref="WeightPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> Packed;

        /// <summary>Groups that share nothing.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>What happens to the sums.</summary>
        public PointwiseResult Result;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, int groupSize) =>
        GroupTile.Cover(arguments.Target, arguments.Groups * OutputSums.Blocks(arguments.Outputs), groupSize);

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Groups * (arguments.Inputs + (arguments.Result == PointwiseResult.Residual ? 2 : 1) * arguments.Outputs),
        (long)arguments.Groups * arguments.Inputs * arguments.Outputs);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupConvolution.SharedFloats);
        int blocks = OutputSums.Blocks(a.Outputs);
        GroupTile tile = new(a.Target, a.Groups * blocks);
        int group = tile.Block / blocks;
        int output = tile.Block % blocks * OutputSums.Count;
        GroupConvolution convolution = new()
        {
            Input = a.Input,
            FirstInput = group * a.Inputs,
            Inputs = a.Inputs,
            KernelSize = 1,
            Readable = a.Target,
            Weights = a.Weights,
            FirstWeight = ((long)group * a.Outputs + output) * a.Inputs,
            OutputStride = a.Inputs,
            InputStride = 1,
            Outputs = a.Outputs - output,
        };
        GroupConvolution.Sum(convolution, tile, shared, out OutputSums upper, out OutputSums lower);
        if (a.Result == PointwiseResult.Gelu)
        {
            OutputSums.Gelu(ref upper, ref lower);
        }
        else if (a.Result == PointwiseResult.Tanh)
        {
            OutputSums.Tanh(ref upper, ref lower);
        }

        int add = a.Result == PointwiseResult.Residual ? 1 : 0;
        OutputSums.Store(tile, upper, lower, a.Output, group * a.Outputs + output, a.Outputs - output, a.Residual, add);
    }

    // A tile is one group's part of a rectangle of cells.
    private const int WidestTile = 512;
    private const int TallestTile = 16;

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) =>
        arguments.Groups * new Tiling(arguments.Target, WidestTile, TallestTile).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 2L * arguments.Inputs;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Tiling tiling = new(a.Target, WidestTile, TallestTile);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        int columns = Rows.RoundUp(area.Width);
        float* packed = a.Packed.Address() + group * NetworkLayout.PackedMatrix(a.Outputs, a.Inputs);
        long* offsets = (long*)scratch;
        for (int input = 0; input < a.Inputs; input++)
        {
            offsets[input] = input * a.Input.Stride;
        }

        for (int y = area.Y; y < area.Bottom; y++)
        {
            float* source = a.Input.Row(group * a.Inputs, y, area.X);
            float* target = a.Output.Row(group * a.Outputs, y, area.X);
            bool residual = a.Result == PointwiseResult.Residual;
            float* added = residual ? a.Residual.Row(group * a.Outputs, y, area.X) : null;
            RowProduct.Multiply<L, V>(
                source, offsets, a.Inputs, packed, a.Outputs, target, a.Output.Stride, columns, added, a.Residual.Stride);
            for (int o = 0; !residual && o < a.Outputs; o++)
            {
                float* row = target + o * a.Output.Stride;
                if (a.Result == PointwiseResult.Gelu)
                {
                    Rows.Gelu<L, V>(row, row, columns);
                }
                else if (a.Result == PointwiseResult.Tanh)
                {
                    Rows.Tanh<L, V>(row, columns);
                }
            }
        }
    }
}
