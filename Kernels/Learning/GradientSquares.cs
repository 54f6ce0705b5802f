using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Learning;

/// <summary>
/// For the lengths of gradients, which <see cref="OptimizerClock"/> works out: the sum of squares of each slice.
/// </summary>
public readonly struct GradientSquares : IGroupBody<GradientSquares.Arguments>, ISimdBody<GradientSquares.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>All slices.</summary>
        public ArrayView<WeightSlice> Slices;

        /// <summary>Gradients of all weights.</summary>
        public ArrayView<float> Gradients;

        /// <summary>The result, <c>[slices]</c>.</summary>
        public ArrayView<float> Squares;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(arguments.Gradients.Length);

    /// <inheritdoc/>
    public static KernelConfig Launch(in Arguments arguments, GroupLimits limits) =>
        GroupRows.Cover(arguments.Slices.Length, GroupRows.OfLists, limits);

    /// <inheritdoc/>
    public static void Device(Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupRows.SharedFloats);
        bool exists = GroupRows.Row < a.Slices.IntLength;
        WeightSlice slice = a.Slices[exists ? GroupRows.Row : 0];
        int count = exists ? slice.Count : 0;
        for (int strand = Group.IdxX; strand < GroupRows.OfLists; strand += Group.DimX)
        {
            GroupRows.Put(shared, strand, GroupRows.OfLists, SumOfStrand(a.Gradients.SubView(slice.First), strand, count));
        }

        float total = GroupRows.Total(shared, GroupRows.OfLists);
        if (exists && Group.IdxX == 0)
        {
            a.Squares[GroupRows.Row] = total;
        }
    }

    // Four numbers are on their way from memory at a time; those beyond the last count as 0.
    private static KahanSum SumOfStrand(ArrayView<float> gradients, int strand, int count)
    {
        const int step = GroupRows.OfLists;
        KahanSum sum = default;
        for (int i = strand; i < count; i += 4 * step)
        {
            float gradient0 = gradients[i];
            float gradient1 = i + step < count ? gradients[i + step] : 0f;
            float gradient2 = i + 2 * step < count ? gradients[i + 2 * step] : 0f;
            float gradient3 = i + 3 * step < count ? gradients[i + 3 * step] : 0f;
            sum.Add(gradient0 * gradient0);
            sum.Add(gradient1 * gradient1);
            sum.Add(gradient2 * gradient2);
            sum.Add(gradient3 * gradient3);
        }

        return sum;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Slices.IntLength;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        WeightSlice slice = a.Slices.Address()[tile];
        float* gradients = a.Gradients.Address() + slice.First;
        float sum = 0;
        for (int i = 0; i < slice.Count; i++)
        {
            sum += gradients[i] * gradients[i];
        }

        a.Squares[tile] = sum;
    }
}
