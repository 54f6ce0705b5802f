using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// The gradient of what a <see cref="Convolution"/> reads, dx_i(p) = Σ_o Σ_k w[o][i](k) · dz_o(p − k): a convolution of dz with kernels
/// turned by half a turn. Where x is gelu of the layer before, it goes on through the gelu to that layer's dz.
/// </summary>
/// <remarks>
/// Where no species lives nearby dz is 0, and so is dx. The SIMD body leaves such cells out: there the result must hold 0 before.
/// </remarks>
public readonly struct ConvolutionInputGradient
    : IGroupBody<ConvolutionInputGradient.Arguments>, ISimdBody<ConvolutionInputGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>dz, <c>[G·outputs][y][x]</c>.</summary>
        public Planes OutputGradient;

        /// <summary>The result, <c>[G·inputs][y][x]</c>.</summary>
        public Planes InputGradient;

        /// <summary>1 where something comes past the layer: what <see cref="Passing"/> holds is added to dx.</summary>
        public int Adds;

        /// <summary>1 where dx is to pass by the layer before: <see cref="Passing"/> gets it.</summary>
        public int Passes;

        /// <summary>dx of the layer after that passes by, then of this one, laid out as the result, and maybe the result itself.</summary>
        public Planes Passing;

        /// <summary>1 where x is gelu of z: the result is the gradient of z.</summary>
        public int ThroughGelu;

        /// <summary>z, laid out as the result.</summary>
        public Planes BeforeGelu;

        /// <summary><c>[G][outputs][inputs][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>The same packed by <see cref="ConvolutionPacking"/> for the way back; read by the SIMD body.</summary>
        public ArrayView<float> Packed;

        /// <summary>Groups that share no weights.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>Where each group's dx may be other than 0.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfCells(
        a.Target,
        a.Groups * (a.Outputs + (1 + a.Adds + a.Passes + a.ThroughGelu) * a.Inputs),
        (long)a.Groups * a.Outputs * a.Inputs * a.KernelSize * a.KernelSize);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) => OfGroup(arguments).Cover(limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupConvolution.SharedFloats);
        GroupConvolution convolution = OfGroup(a);
        GroupTile tile = convolution.Tile();
        TileSums sums = GroupConvolution.Sum(convolution, tile, shared);
        if (a.Adds != 0)
        {
            sums = sums.Plus(convolution.Load(tile, a.Passing));
        }

        if (a.Passes != 0)
        {
            convolution.Store(tile, sums, a.Passing);
        }

        if (a.ThroughGelu != 0)
        {
            sums = sums.ThroughGelu(convolution.Load(tile, a.BeforeGelu));
        }

        convolution.Store(tile, sums, a.InputGradient);
    }

    // What was read is written, and the other way round.
    private static GroupConvolution OfGroup(in Arguments a) => new()
    {
        Input = a.OutputGradient,
        Groups = a.Groups,
        Inputs = a.Outputs,
        GroupStride = a.Outputs,
        Outputs = a.Inputs,
        KernelSize = a.KernelSize,
        Turned = 1,
        Readable = a.Readable,
        Target = a.Target,
        Weights = a.Weights,
        OutputStride = a.KernelSize * a.KernelSize,
        InputStride = a.Inputs * a.KernelSize * a.KernelSize,
    };

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => a.Groups * JoinedRows.Cut(a.Readable, a.Target, a.KernelSize).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a)
    {
        JoinedRows rows = JoinedRows.Largest(a.Readable, a.Target, a.KernelSize);
        return rows.ScratchFloats(a.Outputs, a.Inputs) + (long)a.Inputs * rows.Columns;
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        WorldTiling tiling = JoinedRows.Cut(a.Readable, a.Target, a.KernelSize);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        if (area.Height == 0 || !a.Habitat.Needs(group, area))
        {
            return;
        }

        JoinedRows rows = new(area, a.Readable, a.KernelSize);
        int first = group * a.Inputs;
        int columns = a.Inputs * rows.Columns;
        float* packed = a.Packed.Address()
            + group * NetworkLayout.PackedMatrix(a.Inputs, a.Outputs * a.KernelSize * a.KernelSize);
        float* other = scratch;
        float* sums = rows.Convolve<L, V>(a.OutputGradient, group * a.Outputs, a.Outputs, packed, a.Inputs, scratch + columns);

        // One job for all planes at a time: whoever reads in other pieces what has only just been written waits for it.
        if (a.Adds != 0)
        {
            rows.LoadAlone(a.Passing, first, a.Inputs, other);
            Rows.Add<L, V>(sums, other, columns);
        }

        if (a.Passes != 0)
        {
            rows.Store(sums, a.Passing, first, a.Inputs);
        }

        if (a.ThroughGelu != 0)
        {
            rows.LoadAlone(a.BeforeGelu, first, a.Inputs, other);
            Rows.ThroughGelu<L, V>(sums, other, columns);
        }

        rows.Store(sums, a.InputGradient, first, a.Inputs);
    }
}
