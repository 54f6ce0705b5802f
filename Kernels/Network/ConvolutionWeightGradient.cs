using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of a <see cref="Convolution"/>'s weights, dw[o][i](k) = Σ_p dz_o(p) · x_i(p + k) over the cells of all worlds.
/// </summary>
/// <remarks>
/// Where no species lives nearby dz is 0, so the SIMD body leaves such cells out and computes the same bits.
/// </remarks>
public readonly struct ConvolutionWeightGradient : IGroupBody<ConvolutionWeightGradient.Arguments>, ISimdBody<ConvolutionWeightGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dz, <c>[G·outputs][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>x, <c>[G · stride][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>Planes from the first input of a group to that of the next; 0 where all groups read the same.</summary>
        public int GroupStride;

        /// <summary>dw of each slice of the cells, <c>[slices][G][outputs][inputs][K][K]</c>.</summary>
        public ArrayView<float> WeightGradient;

        /// <summary>Slices that the cells are cut into; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>Groups that share no weights.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>Where each group's dz may be other than 0.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells to sum over.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfCells(
        a.Target,
        (a.GroupStride == 0 ? 1 : a.Groups) * a.Inputs + a.Groups * a.Outputs,
        (long)a.Groups * a.Outputs * a.Inputs * a.KernelSize * a.KernelSize);

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
        GroupStride = a.GroupStride,
        Outputs = a.Outputs,
        KernelSize = a.KernelSize,
        Readable = a.Readable,
        Target = a.Target,
    };

    // A tile is some outputs of a group; it passes over the cells in stretches, which are joined rows.
    private const int OutputsPerTile = 16;

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => a.Groups * Division.Up(a.Outputs, OutputsPerTile);

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a)
    {
        JoinedRows rows = JoinedRows.Largest(a.Readable, a.Target, a.KernelSize);
        long rights = (long)a.Inputs * a.KernelSize * a.KernelSize;
        return OutputsPerTile * LaneSums.Count * rights + (long)a.Inputs * rows.Length + OutputsPerTile * (long)rows.Columns
            + 2 * (OutputsPerTile + rights);
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int blocks = Division.Up(a.Outputs, OutputsPerTile);
        int group = tile / blocks;
        int first = tile % blocks * OutputsPerTile;
        int outputs = Math.Min(OutputsPerTile, a.Outputs - first);
        int taps = a.KernelSize * a.KernelSize;
        int rights = a.Inputs * taps;
        JoinedRows largest = JoinedRows.Largest(a.Readable, a.Target, a.KernelSize);
        float* sums = scratch;
        float* inputs = sums + OutputsPerTile * (long)LaneSums.Count * rights;
        float* gradients = inputs + (long)a.Inputs * largest.Length;
        float** left = (float**)(gradients + OutputsPerTile * (long)largest.Columns);
        float** right = left + OutputsPerTile;
        Rows.Clear(sums, (long)outputs * rights * LaneSums.Count);
        WorldTiling tiling = JoinedRows.Cut(a.Readable, a.Target, a.KernelSize);
        for (int stretch = 0; stretch < tiling.Count; stretch++)
        {
            Area area = tiling[stretch];
            if (area.Height == 0 || !a.Habitat.Needs(group, area))
            {
                continue;
            }

            JoinedRows rows = new(area, a.Readable, a.KernelSize);
            for (int input = 0; input < a.Inputs; input++)
            {
                float* joined = inputs + (long)input * rows.Length;
                rows.Load(a.Input, group * a.GroupStride + input, joined);
                for (int row = 0; row < a.KernelSize; row++)
                {
                    for (int column = 0; column < a.KernelSize; column++)
                    {
                        right[input * taps + row * a.KernelSize + column] = joined + rows.Tap(row, column);
                    }
                }
            }

            rows.LoadAlone(a.OutputGradient, group * a.Outputs + first, outputs, gradients);
            for (int output = 0; output < outputs; output++)
            {
                left[output] = gradients + (long)output * rows.Columns;
            }

            RowDots.Add<L, V>(
                left, outputs, rows.WorldColumns, right, rights, rows.WorldLength, rows.Worlds, rows.WorldColumns, sums);
        }

        float* gradient = a.WeightGradient.Address() + ((long)group * a.Outputs + first) * rights;
        for (int i = 0; i < outputs * rights; i++)
        {
            gradient[i] = LaneSums.Total(sums + (long)i * LaneSums.Count);
        }
    }
}
