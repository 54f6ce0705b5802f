using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>The gradients of one layer's weights: the sums of its slices, from the first slice to the last.</summary>
public readonly struct SliceTotals : IDeviceBody<SliceTotals.Arguments>, ISimdBody<SliceTotals.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>The slices' sums, <c>[slices][weights]</c>, <see cref="CellSlices.Stride"/> apart.</summary>
        public ArrayView<float> Sums;

        /// <summary>Number of slices; 1 for a SIMD body.</summary>
        public int Slices;

        /// <summary>The result, <c>[weights]</c>.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Weights of the layer.</summary>
        public int Weights;

        /// <summary>1 to add to what the gradients hold.</summary>
        public int Accumulate;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments a) => Cost.OfFloats((a.Slices + 1L + a.Accumulate) * a.Weights);

    /// <inheritdoc/>
    public static long Threads(in Arguments a) => a.Weights;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int stride = (int)CellSlices.Stride(a.Weights);
        a.Gradients[index] = Add(a.Accumulate != 0 ? a.Gradients[index] : 0f, a.Sums.SubView(index), a.Slices, stride);
    }

    /// <summary>Adds a weight's sums to a number.</summary>
    /// <param name="total">The number.</param>
    /// <param name="sums">The sums, from the first on.</param>
    /// <param name="slices">How many they are.</param>
    /// <param name="stride">Floats from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Add(float total, ArrayView<float> sums, int slices, int stride)
    {
        int slice = 0;

        // Eight numbers are on their way from memory at a time.
        for (; slice + 8 <= slices; slice += 8)
        {
            total += ((sums[slice * stride] + sums[(slice + 1) * stride]) + (sums[(slice + 2) * stride] + sums[(slice + 3) * stride]))
                + ((sums[(slice + 4) * stride] + sums[(slice + 5) * stride]) + (sums[(slice + 6) * stride] + sums[(slice + 7) * stride]));
        }

        for (; slice < slices; slice++)
        {
            total += sums[slice * stride];
        }

        return total;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments a) => 1;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments a) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        float* sums = a.Sums.Address();
        float* gradients = a.Gradients.Address();
        for (int i = 0; i < a.Weights; i++)
        {
            gradients[i] = a.Accumulate != 0 ? gradients[i] + sums[i] : sums[i];
        }
    }
}
