using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Copies the weights into the order in which <see cref="RowProduct"/> reads them. Runs once after the weights
/// change; only the CPU's bodies need it.
/// </summary>
public readonly struct WeightPacking : ISimdBody<WeightPacking.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes and offsets.</summary>
        public NetworkLayout Layout;

        /// <summary>All weights.</summary>
        public ArrayView<float> Weights;

        /// <summary>The packed copy.</summary>
        public ArrayView<float> Packed;
    }

    // A tile is one group's part of one matrix: the encoder, an expand, a project or the decoder.

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Layout.Length + arguments.Layout.PackedLength);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (2 * arguments.Layout.Depth + 2) * arguments.Layout.Groups;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments arguments, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        NetworkLayout layout = arguments.Layout;
        int matrix = tile / layout.Groups;
        int group = tile % layout.Groups;
        int width = layout.GroupWidth;
        int block = (matrix - 1) / 2;
        (long from, long to, int outputs, int inputs) = matrix switch
        {
            0 => (layout.Encoder, 0L, width, layout.Inputs * layout.KernelSize * layout.KernelSize),
            _ when matrix == 2 * layout.Depth + 1 => (layout.Decoder, layout.PackedDecoder, layout.GroupOutputs, width),
            _ when matrix % 2 == 1 => (layout.Expand(block), layout.PackedExpand(block), 2 * width, width),
            _ => (layout.Project(block), layout.PackedProject(block), width, 2 * width),
        };
        float* source = arguments.Weights.Address() + from + group * (long)outputs * inputs;
        float* target = arguments.Packed.Address() + to + group * NetworkLayout.PackedMatrix(outputs, inputs);
        for (int first = 0; first < outputs; first += RowProduct.Outputs)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int o = first; o < first + RowProduct.Outputs; o++)
                {
                    *target++ = o < outputs ? source[(long)o * inputs + input] : 0;
                }
            }
        }
    }
}
