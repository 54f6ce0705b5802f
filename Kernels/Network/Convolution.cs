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
/// A layer of plain convolution networks, y = activation(conv KxK of x), and y = added + activation(conv KxK of x), all species at once;
/// 0 outside a cell's own world. Its own way back to its input, Σ_o Σ_k w[o][i](k) · dz_o(p − k), is the same with kernels turned by
/// half a turn.
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

        /// <summary>1 where something is added behind the activation.</summary>
        public int Adds;

        /// <summary>What is added, laid out as the output is, and maybe the output itself.</summary>
        public Planes Added;

        /// <summary><c>[G][outputs][inputs][K][K]</c>, or turned, <c>[G][inputs][outputs][K][K]</c>.</summary>
        public ArrayView<float> Weights;

        /// <summary>The same packed by <see cref="ConvolutionPacking"/>; read by the SIMD body.</summary>
        public ArrayView<float> Packed;

        /// <summary>1 on the way back: kernels are turned, and inputs are what were outputs.</summary>
        public int Turned;

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

        /// <summary>1 where what goes into the activation is kept.</summary>
        public int KeepsTape;

        /// <summary>Where it is kept, laid out as the output is.</summary>
        public Planes BeforeActivation;

        /// <summary>Where each group's outputs are needed.</summary>
        public Living Living;

        /// <summary>Cells that exist.</summary>
        public Worlds Readable;

        /// <summary>Cells to compute.</summary>
        public Area Target;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfCells(
        a.Target,
        (a.GroupStride == 0 ? 1 : a.Groups) * a.Inputs + (1 + a.KeepsTape + a.Adds) * a.Groups * a.Outputs,
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
            sums = sums.Plus(convolution.Load(tile, a.Added));
        }

        convolution.Store(tile, sums, a.Output);
    }

    private static GroupConvolution OfGroup(in Arguments a)
    {
        int taps = a.KernelSize * a.KernelSize;
        return new()
        {
            Input = a.Input,
            Groups = a.Groups,
            Inputs = a.Inputs,
            GroupStride = a.GroupStride,
            Outputs = a.Outputs,
            KernelSize = a.KernelSize,
            Turned = a.Turned,
            Readable = a.Readable,
            Target = a.Target,
            Weights = a.Weights,
            OutputStride = a.Turned != 0 ? taps : a.Inputs * taps,
            InputStride = a.Turned != 0 ? a.Outputs * taps : taps,
        };
    }

    // A tile is one group's part of some rows of a world.

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => a.Groups * JoinedRows.Cut(a.Readable, a.Target, a.KernelSize).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a)
    {
        JoinedRows rows = JoinedRows.Largest(a.Readable, a.Target, a.KernelSize);
        int rights = a.Inputs * a.KernelSize * a.KernelSize;
        return Rows.RoundUp(2 * rights) + (long)a.Inputs * rows.Length + (a.Outputs + 1L) * rows.Columns;
    }

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        WorldTiling tiling = JoinedRows.Cut(a.Readable, a.Target, a.KernelSize);
        int group = tile / tiling.Count;
        Area area = tiling[tile % tiling.Count];
        if (area.Height == 0 || !a.Living.Needs(group, area))
        {
            return;
        }

        JoinedRows rows = new(area, a.Readable, a.KernelSize);
        int rights = a.Inputs * a.KernelSize * a.KernelSize;
        long* offsets = (long*)scratch;
        float* inputs = scratch + Rows.RoundUp(2 * rights);
        float* sums = inputs + (long)a.Inputs * rows.Length;
        float* added = sums + (long)a.Outputs * rows.Columns;
        for (int input = 0; input < a.Inputs; input++)
        {
            rows.Load(a.Input, group * a.GroupStride + input, inputs + (long)input * rows.Length);
            for (int tap = 0; tap < a.KernelSize * a.KernelSize; tap++)
            {
                *offsets++ = (long)input * rows.Length + rows.Tap(tap / a.KernelSize, tap % a.KernelSize);
            }
        }

        float* packed = a.Packed.Address() + group * NetworkLayout.PackedMatrix(a.Outputs, rights);
        RowProduct.Multiply<L, V>(inputs, offsets - rights, rights, packed, a.Outputs, sums, rows.Columns, rows.Columns);
        for (int output = 0; output < a.Outputs; output++)
        {
            float* sum = sums + (long)output * rows.Columns;
            int plane = group * a.Outputs + output;
            if (a.KeepsTape != 0)
            {
                rows.Store(sum, a.BeforeActivation, plane);
            }

            if (a.Activation == Activation.Gelu)
            {
                Rows.Gelu<L, V>(sum, sum, rows.Columns);
            }
            else if (a.Activation == Activation.Tanh)
            {
                Rows.Tanh<L, V>(sum, rows.Columns);
            }

            if (a.Adds != 0)
            {
                rows.LoadAlone(a.Added, plane, added);
                Rows.Add<L, V>(sum, added, rows.Columns);
            }

            rows.Store(sum, a.Output, plane);
        }
    }
}
