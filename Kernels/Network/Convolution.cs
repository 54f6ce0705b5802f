using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>What becomes of a convolution's sums.</summary>
public enum Activation
{
    /// <summary>They stay what they are.</summary>
    None,

    /// <summary>gelu.</summary>
    Gelu,

    /// <summary>tanh.</summary>
    Tanh,
}

/// <summary>
/// A layer of plain convolution networks, y = activation(z) or y = x + activation(z) with z = conv KxK of x, all species at once; 0
/// outside a cell's own world.
/// </summary>
/// <remarks>The SIMD body leaves out cells that no species needs; what their outputs hold then has no meaning.</remarks>
public readonly struct Convolution : IGroupBody<Convolution.Arguments>, ISimdBody<Convolution.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>x, <c>[G · stride][y][x]</c>.</summary>
        public Planes Input;

        /// <summary>Planes from the first input of a group to that of the next; 0 where all groups read the same.</summary>
        public int GroupStride;

        /// <summary>y, <c>[G · outputs][y][x]</c>.</summary>
        public Planes Output;

        /// <summary>1 where the layer adds to what it reads, of which each group then has as many as it writes.</summary>
        public int Adds;

        /// <summary><c>[G][outputs][inputs][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>The same packed by <see cref="ConvolutionPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> Packed;

        /// <summary>Groups that share no weights.</summary>
        public int Groups;

        /// <summary>Inputs of a group.</summary>
        public int Inputs;

        /// <summary>Outputs of a group.</summary>
        public int Outputs;

        /// <summary>K.</summary>
        public int KernelSize;

        /// <summary>What becomes of the sums.</summary>
        public Activation Activation;

        /// <summary>1 where z is kept.</summary>
        public int KeepsTape;

        /// <summary>z, laid out as the output is.</summary>
        public Planes BeforeActivation;

        /// <summary>Where each group's outputs are needed.</summary>
        public Habitat Habitat;

        /// <summary>Cells that exist.</summary>
        public WorldStack Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfCells(
        a.Target,
        (a.GroupStride == 0 ? 1 : a.Groups) * a.Inputs + (1 + a.KeepsTape) * a.Groups * a.Outputs,
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
        if (a.KeepsTape != 0)
        {
            convolution.Store(tile, sums, a.BeforeActivation);
        }

        if (a.Activation == Activation.Gelu)
        {
            sums = sums.Gelu();
        }
        else if (a.Activation == Activation.Tanh)
        {
            sums = sums.Tanh();
        }

        if (a.Adds != 0)
        {
            sums = sums.Plus(convolution.Load(tile, a.Input));
        }

        convolution.Store(tile, sums, a.Output);
    }

    private static GroupConvolution OfGroup(in Arguments a) => new()
    {
        Input = a.Input,
        Groups = a.Groups,
        Inputs = a.Inputs,
        GroupStride = a.GroupStride,
        Outputs = a.Outputs,
        KernelSize = a.KernelSize,
        Readable = a.Readable,
        Target = a.Target,
        Weights = a.Weights,
        OutputStride = a.Inputs * a.KernelSize * a.KernelSize,
        InputStride = a.KernelSize * a.KernelSize,
    };

    // A tile is one group's part of some rows of a world.

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => a.Groups * JoinedRows.Cut(a.Readable, a.Target, a.KernelSize).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a)
    {
        JoinedRows rows = JoinedRows.Largest(a.Readable, a.Target, a.KernelSize);
        return rows.ScratchFloats(a.Inputs, a.Outputs) + (a.Adds == 0 ? 0 : (long)a.Outputs * rows.Columns);
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
        int first = group * a.Outputs;
        int columns = a.Outputs * rows.Columns;
        float* packed = a.Packed.Address()
            + group * NetworkLayout.PackedMatrix(a.Outputs, a.Inputs * a.KernelSize * a.KernelSize);
        float* added = scratch;
        float* sums = rows.Convolve<L, V>(
            a.Input, group * a.GroupStride, a.Inputs, packed, a.Outputs, a.Adds == 0 ? scratch : scratch + columns);
        if (a.KeepsTape != 0)
        {
            rows.Store(sums, a.BeforeActivation, first, a.Outputs);
        }

        // One job for all planes at a time: whoever reads in other pieces what has only just been written waits for it.
        if (a.Activation == Activation.Gelu)
        {
            Rows.Gelu<L, V>(sums, sums, columns);
        }
        else if (a.Activation == Activation.Tanh)
        {
            Rows.Tanh<L, V>(sums, columns);
        }

        if (a.Adds != 0)
        {
            rows.LoadAlone(a.Input, first, a.Outputs, added);
            Rows.Add<L, V>(sums, added, columns);
        }

        rows.Store(sums, a.Output, first, a.Outputs);
    }
}
