using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// An inverted residual block with 3x3 kernels in one launch: a group computes a tile of cells, and what lies between expand and
/// project never leaves its shared memory. The tile goes through it twice, each time with half of the expanded channels.
/// </summary>
/// <remarks>
/// A thread has eight channels throughout: of the half's in expand and depthwise convolution, of the trunk's in project. In the
/// expand, which also computes a ring of neighbours, it has four places, then three cells.
/// </remarks>
public static class GroupBlock
{
    /// <summary>Floats of shared memory that it needs.</summary>
    public const int SharedFloats = Kernels + Taps * Widest;

    private const int KernelSize = HaloTile.KernelSize;
    private const int Taps = KernelSize * KernelSize;
    private const int Widest = SharedWeights.Row;
    private const int InputsAtOnce = 4;

    // A square for each channel, weights, [input][output], and depthwise kernels, [tap][channel].
    private const int Weights = Widest * HaloTile.Square;
    private const int Kernels = Weights + Widest * Widest;

    /// <summary>Whether it is made for such networks.</summary>
    public static bool Fits(in NetworkLayout layout) => layout.KernelSize == KernelSize && layout.GroupWidth <= Widest;

    /// <summary>The groups that compute a block.</summary>
    public static KernelConfig Cover(in ResidualBlock.Arguments a) => HaloTile.Cover(a.Target, a.Layout.Groups, Depth(a.Layout));

    /// <summary>What a thread of a group does.</summary>
    public static void Run(in ResidualBlock.Arguments a)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(SharedFloats);

        // The layout's GroupWidth, for which GPUs would divide each time they use it.
        int width = Group.DimY * OutputSums.Count;
        HaloTile tile = new(a.Target);
        int trunk = tile.Part * width;
        int channel = HaloTile.DepthOfThread * OutputSums.Count;
        ColumnSums sums = default;
        for (int half = 0; half < 2; half++)
        {
            int firstExpanded = (2 * tile.Part + half) * width;
            Expand(a, tile, trunk, firstExpanded, width, shared);

            // Of the project's weights, the half's, in the place of the expand's.
            SharedWeights.Load(a.Project.SubView((2 * trunk + half) * width), 2 * width, width, width, shared.SubView(Weights));
            Group.Barrier();
            ColumnSums filtered = Filter(shared, channel);
            if (a.KeepsTape != 0)
            {
                filtered.Store(a.Filtered, firstExpanded + channel, tile);
            }

            filtered = filtered.GeluAlone();
            if (a.KeepsTape != 0)
            {
                filtered.Store(a.FilteredActive, firstExpanded + channel, tile);
            }

            Group.Barrier();
            filtered.StoreEvery(HaloTile.Square, Own(shared, channel), HaloTile.ThreePlacesFromFirst);
            Group.Barrier();
            sums = Multiply(sums, shared, width, channel);
        }

        sums = sums.Plus(ColumnSums.LoadEvery(a.Input.Stride, a.Input.Plane(trunk + channel), tile.Cells(a.Input)));
        sums.Store(a.Output, trunk + channel, tile);
    }

    private static int Depth(in NetworkLayout layout) => layout.GroupWidth / OutputSums.Count;

    // gelu(expand) in the squares of the half's channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expand(
        in ResidualBlock.Arguments a, in HaloTile tile, int trunk, int firstExpanded, int width, ArrayView<float> shared)
    {
        int channel = HaloTile.DepthOfThread * OutputSums.Count;
        ArrayView<float> own = Own(shared, channel);
        TileCells places = tile.Places(a.Input, a.Target.GrowRows(KernelSize / 2, a.Readable));
        Group.Barrier();

        // Where no cell is there is 0, also after the expand.
        TileSums.LoadEvery(a.Input.Stride, a.Input.Plane(trunk + channel), places)
            .Where(tile.IsIn(a.Readable, 0), tile.IsIn(a.Readable, 1), tile.IsIn(a.Readable, 2), tile.IsIn(a.Readable, 3))
            .StoreEvery(HaloTile.Square, own, HaloTile.PlacesFromFirst);
        SharedWeights.Load(a.Expand.SubView(firstExpanded * width), width, width, width, shared.SubView(Weights));
        SharedWeights.Load(a.Depthwise.SubView(firstExpanded * Taps), Taps, Taps, width, shared.SubView(Kernels));
        Group.Barrier();
        TileSums values = Multiply(default(TileSums), shared, width, channel);
        TileSums active = values.GeluAlone();
        if (a.KeepsTape != 0)
        {
            KeepPlaces(a.Expanded, tile, places, values, firstExpanded + channel);
            KeepPlaces(a.ExpandedActive, tile, places, active, firstExpanded + channel);
        }

        Group.Barrier();
        active.StoreEvery(HaloTile.Square, own, HaloTile.PlacesFromFirst);
    }

    // The thread's places in the squares from a channel's on.
    private static ArrayView<float> Own(ArrayView<float> shared, int channel) =>
        shared.SubView(channel * HaloTile.Square + HaloTile.FirstPlace);

    // Down each column of the kernel, with the cells' neighbours in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColumnSums Filter(ArrayView<float> shared, int channel)
    {
        ArrayView<float> first = shared.SubView(channel * HaloTile.Square + HaloTile.FirstCell - HaloTile.Pitch - 1);
        ArrayView<float> kernels = shared.SubView(Kernels + channel);
        ColumnSums sums = FilterColumn(default, first, kernels);
        sums = FilterColumn(sums, first.SubView(1), kernels.SubView(Widest));
        return FilterColumn(sums, first.SubView(2), kernels.SubView(2 * Widest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColumnSums FilterColumn(ColumnSums sums, ArrayView<float> first, ArrayView<float> kernels)
    {
        ColumnSums values = ColumnSums.LoadEvery(
            HaloTile.Square, first, new ColumnCells(0, HaloTile.Pitch, 2 * HaloTile.Pitch));
        sums = sums.Plus(values, OutputSums.Load(kernels, 0));
        values = values.Next(OutputSums.LoadEvery(HaloTile.Square, first.SubView(3 * HaloTile.Pitch)));
        sums = sums.Plus(values, OutputSums.Load(kernels, KernelSize * Widest));
        values = values.Next(OutputSums.LoadEvery(HaloTile.Square, first.SubView(4 * HaloTile.Pitch)));
        return sums.Plus(values, OutputSums.Load(kernels, 2 * KernelSize * Widest));
    }

    // Adds the products of all channels in the squares and the weights: of the thread's places the expand, of its cells the half's part
    // of the project.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSums Multiply<TSums>(TSums sums, ArrayView<float> shared, int width, int channel)
        where TSums : struct, ISquareSums<TSums>
    {
        for (int input = 0; input < width; input += InputsAtOnce)
        {
            ArrayView<float> values = Own(shared, input);
            ArrayView<float> weights = shared.SubView(Weights + input * Widest + channel);
            sums = sums.Plus(values, OutputSums.Load(weights, 0));
            sums = sums.Plus(values.SubView(HaloTile.Square), OutputSums.Load(weights, Widest));
            sums = sums.Plus(values.SubView(2 * HaloTile.Square), OutputSums.Load(weights, 2 * Widest));
            sums = sums.Plus(values.SubView(3 * HaloTile.Square), OutputSums.Load(weights, 3 * Widest));
        }

        return sums;
    }

    private static void KeepPlaces(in Planes planes, in HaloTile tile, in TileCells places, in TileSums values, int first) =>
        values.StoreSome(planes, first, places, tile.IsCell(0), tile.IsCell(1), tile.IsCell(2), tile.IsCell(3));
}
