using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>The gradients of all layers' weights: the sums of their slices, from the first slice to the last.</summary>
public readonly struct WeightTotals : IDeviceBody<WeightTotals.Arguments>, ISimdBody<WeightTotals.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Sizes and offsets.</summary>
        public NetworkLayout Layout;

        /// <summary>How many slices each layer has.</summary>
        public CellSlices Slices;

        /// <summary>The slices' sums, layer after layer, <c>[slices][weights]</c>.</summary>
        public ArrayView<float> Sums;

        /// <summary>The result, laid out as the weights are.</summary>
        public ArrayView<float> Gradients;

        /// <summary>1 to add to what the gradients hold.</summary>
        public int Accumulate;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) =>
        Cost.OfFloats(arguments.Slices.Length + (1 + arguments.Accumulate) * arguments.Layout.Length);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Layout.Length;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int layer = a.Layout.LayerAt(index);
        long weight = index - a.Layout.LayerOffset(layer);
        if (weight >= a.Layout.LayerLength(layer))
        {
            return;
        }

        int stride = (int)CellSlices.Stride(a.Layout.LayerLength(layer));
        ArrayView<float> sums = a.Sums.SubView(a.Slices.Offset(layer) + weight);
        a.Gradients[index] = SliceTotals.Add(a.Accumulate != 0 ? a.Gradients[index] : 0f, sums, a.Slices.Slices(layer), stride);
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Layout.Layers;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        // One slice alone, as SIMD bodies leave it.
        float* sums = a.Sums.Address() + a.Slices.Offset(tile);
        float* gradients = a.Gradients.Address() + a.Layout.LayerOffset(tile);
        long length = a.Layout.LayerLength(tile);
        for (long i = 0; i < length; i += L.Count)
        {
            V sum = L.Load(sums + i);
            L.Store(a.Accumulate != 0 ? L.Add(L.Load(gradients + i), sum) : sum, gradients + i);
        }
    }
}
