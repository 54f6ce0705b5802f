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

    /// <summary>Writes the sum: a branch from which a learning pass drops numbers.</summary>
    Raw,
}

/// <summary>A grouped 1x1 convolution: the expand and project of a block, and the decoder.</summary>
/// <remarks>The SIMD body leaves out cells that a group does not need; what their outputs hold then has no meaning.</remarks>
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

        /// <summary>1 where a learning pass keeps what goes into the gelu.</summary>
        public int KeepsTape;

        /// <summary>Where it keeps it, laid out as the output is.</summary>
        public Planes BeforeGelu;

        /// <summary>Where each group's outputs are needed.</summary>
        public Habitat Habitat;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => Convolution(arguments).Cover(limits);

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Target,
        arguments.Groups * (arguments.Inputs + (arguments.Result == PointwiseResult.Residual ? 2 : 1) * arguments.Outputs),
        (long)arguments.Groups * arguments.Inputs * arguments.Outputs);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupConvolution.SharedFloats);
        GroupConvolution convolution = Convolution(a);
        GroupTile tile = convolution.Tile();
        TileSums sums = GroupConvolution.SumPointwise(convolution, tile, shared);
        if (a.Result == PointwiseResult.Gelu)
        {
            if (a.KeepsTape != 0)
            {
                convolution.Store(tile, sums, a.BeforeGelu);
            }

            sums = sums.Gelu();
        }
        else if (a.Result == PointwiseResult.Tanh)
        {
            sums = sums.Tanh();
        }
        else if (a.Result == PointwiseResult.Residual)
        {
            sums = sums.Plus(convolution.Load(tile, a.Residual));
        }

        convolution.Store(tile, sums, a.Output);
    }

    private static GroupConvolution Convolution(in Arguments a) => new()
    {
        Input = a.Input,
        Groups = a.Groups,
        Inputs = a.Inputs,
        GroupStride = a.Inputs,
        Outputs = a.Outputs,
        KernelSize = 1,
        Readable = new WorldStack(a.Target),
        Target = a.Target,
        Weights = a.Weights,
        OutputStride = a.Inputs,
        InputStride = 1,
    };

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
        Area area = a.Habitat.Cut(group, tiling[tile % tiling.Count]);
        if (area.Height == 0)
        {
            return;
        }

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
                    if (a.KeepsTape != 0)
                    {
                        Rows.Copy(row, a.BeforeGelu.Row(group * a.Outputs + o, y, area.X), columns);
                    }

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
