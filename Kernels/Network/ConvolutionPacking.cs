using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Copies the weights of plain convolution networks into the order in which <see cref="RowProduct"/> reads them: each layer for the
/// way forward, and once more for the way back, where outputs and inputs change places and kernels are turned by half a turn. Runs once
/// after the weights change; only the CPU's bodies need it.
/// </summary>
public readonly struct ConvolutionPacking : ISimdBody<ConvolutionPacking.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes and offsets.</summary>
        public ConvolutionLayout Layout;

        /// <summary>All weights.</summary>
        public ArrayView<float> Weights;

        /// <summary>The copy for the way forward.</summary>
        public ArrayView<float> Packed;

        /// <summary>The copy for the way back.</summary>
        public ArrayView<float> Turned;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats(2 * arguments.Layout.Length + arguments.Layout.PackedLength + arguments.Layout.TurnedLength);

    // A tile is a network's layer in one of the two orders.

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => 2 * arguments.Layout.Layers * arguments.Layout.Species;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        ConvolutionLayout layout = a.Layout;
        int layer = tile / (2 * layout.Species);
        int species = tile / 2 % layout.Species;
        int taps = layout.KernelOf(layer) * layout.KernelOf(layer);
        int inputs = layout.InputsOf(layer);
        int outputs = layout.OutputsOf(layer);
        float* weights = a.Weights.Address() + layout.LayerOffset(layer) + (long)species * outputs * inputs * taps;
        if (tile % 2 == 0)
        {
            float* packed = a.Packed.Address() + layout.PackedOffset(layer) + species * layout.PackedMatrix(layer);
            Pack(weights, packed, outputs, inputs, taps, inputs * taps, taps, turned: false);
        }
        else
        {
            float* turned = a.Turned.Address() + layout.TurnedOffset(layer) + species * layout.TurnedMatrix(layer);
            Pack(weights, turned, inputs, outputs, taps, taps, inputs * taps, turned: true);
        }
    }

    // [row / 4][column][tap][row % 4], zero where a row is beyond the last.
    private static unsafe void Pack(
        float* weights, float* target, int rows, int columns, int taps, int rowStride, int columnStride, bool turned)
    {
        for (int first = 0; first < rows; first += RowProduct.Outputs)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    float* weight = weights + (long)column * columnStride + (turned ? taps - 1 - tap : tap);
                    for (int row = first; row < first + RowProduct.Outputs; row++)
                    {
                        *target++ = row < rows ? weight[(long)row * rowStride] : 0;
                    }
                }
            }
        }
    }
}
