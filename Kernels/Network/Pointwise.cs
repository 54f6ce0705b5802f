using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
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
public readonly struct Pointwise : IDeviceBody<Pointwise.Arguments>, ISimdBody<Pointwise.Arguments>
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

    private const int OutputsPerThread = 8;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Groups * (arguments.Inputs + (arguments.Result == PointwiseResult.Residual ? 2 : 1) * arguments.Outputs),
        (long)arguments.Groups * arguments.Inputs * arguments.Outputs);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => OutputBlocks(arguments) * arguments.Groups * arguments.Target.Cells;

    private static int OutputBlocks(in Arguments arguments) => (arguments.Outputs + OutputsPerThread - 1) / OutputsPerThread;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int cells = a.Target.Width * a.Target.Height;
        int cell = index % cells;
        int block = index / cells;
        int blocks = (a.Outputs + OutputsPerThread - 1) / OutputsPerThread;
        int group = block / blocks;
        int output = block % blocks * OutputsPerThread;
        int x = a.Target.ColumnOf(cell);
        int y = a.Target.RowOf(cell);

        // The last block of a decoder may reach past its outputs: it repeats the last row and does not write it.
        int last = a.Outputs - 1 - output;
        long row = ((long)group * a.Outputs + output) * a.Inputs;
        long row1 = row + IntrinsicMath.Min(1, last) * a.Inputs;
        long row2 = row + IntrinsicMath.Min(2, last) * a.Inputs;
        long row3 = row + IntrinsicMath.Min(3, last) * a.Inputs;
        long row4 = row + IntrinsicMath.Min(4, last) * a.Inputs;
        long row5 = row + IntrinsicMath.Min(5, last) * a.Inputs;
        long row6 = row + IntrinsicMath.Min(6, last) * a.Inputs;
        long row7 = row + IntrinsicMath.Min(7, last) * a.Inputs;
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int input = 0; input < a.Inputs; input++)
        {
            float value = a.Input.At(group * a.Inputs + input, y, x);
            s0 += value * a.Weights[row + input];
            s1 += value * a.Weights[row1 + input];
            s2 += value * a.Weights[row2 + input];
            s3 += value * a.Weights[row3 + input];
            s4 += value * a.Weights[row4 + input];
            s5 += value * a.Weights[row5 + input];
            s6 += value * a.Weights[row6 + input];
            s7 += value * a.Weights[row7 + input];
        }

        Put(a, group, output, 0, y, x, s0);
        Put(a, group, output, 1, y, x, s1);
        Put(a, group, output, 2, y, x, s2);
        Put(a, group, output, 3, y, x, s3);
        Put(a, group, output, 4, y, x, s4);
        Put(a, group, output, 5, y, x, s5);
        Put(a, group, output, 6, y, x, s6);
        Put(a, group, output, 7, y, x, s7);
    }

    private static void Put(in Arguments a, int group, int output, int offset, int y, int x, float sum)
    {
        if (output + offset >= a.Outputs)
        {
            return;
        }

        int plane = group * a.Outputs + output + offset;
        if (a.Result == PointwiseResult.Gelu)
        {
            sum = Scalar.Gelu(sum);
        }
        else if (a.Result == PointwiseResult.Tanh)
        {
            sum = Scalar.Tanh(sum);
        }
        else if (a.Result == PointwiseResult.Residual)
        {
            sum += a.Residual.At(plane, y, x);
        }

        a.Output.At(plane, y, x) = sum;
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
            for (int o = 0; residual && o < a.Outputs; o++)
            {
                Rows.Copy(a.Residual.Row(group * a.Outputs + o, y, area.X), target + o * a.Output.Stride, columns);
            }

            RowProduct.Multiply<L, V>(source, offsets, a.Inputs, packed, a.Outputs, target, a.Output.Stride, columns, residual);
            for (int o = 0; !residual && o < a.Outputs; o++)
            {
                float* row = target + o * a.Output.Stride;
                if (a.Result == PointwiseResult.Gelu)
                {
                    Rows.Gelu<L, V>(row, columns);
                }
                else if (a.Result == PointwiseResult.Tanh)
                {
                    Rows.Tanh<L, V>(row, columns);
                }
            }
        }
    }
}
