using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// How many slices each layer's cells are cut into while its weights' gradient is summed up, and where the slices' sums lie:
/// layer after layer, each <c>[slices][weights]</c> with a gap behind each slice. A layer has few weights for a GPU and many cells, so groups of
/// threads share the cells too. The numbers depend on sizes alone and not on how groups are shaped; how large a strip is goes by the device's memory.
/// </summary>
public readonly struct CellSlices
{
    // Sixteen and eight groups for each of the 132 multiprocessors of an H100, where they were measured to be best.
    private const int GroupsOfMatrix = 2112;
    private const int GroupsOfDepthwise = 1056;

    // With fewer, small patches would write more than they read.
    private const int RoundsOfMatrix = 2;

    private readonly NetworkLayout layout;
    private readonly int encoder;
    private readonly int pointwise;
    private readonly int depthwise;
    private readonly int decoder;

    private CellSlices(in NetworkLayout layout, int encoder, int pointwise, int depthwise, int decoder)
    {
        this.layout = layout;
        this.encoder = encoder;
        this.pointwise = pointwise;
        this.depthwise = depthwise;
        this.decoder = decoder;
    }

    /// <summary>Slices for groups of threads.</summary>
    /// <param name="layout">The layers.</param>
    /// <param name="window">Cells that encoder and blocks sum over.</param>
    /// <param name="strip">Cells that the decoder sums over.</param>
    public static CellSlices Of(in NetworkLayout layout, Area window, Area strip) => new(
        layout,
        OfMatrices(1, layout.EncoderWeights, window),
        OfMatrices(layout.Groups, layout.PointwiseWeights, window),
        Count(layout.DepthwiseWeights / DepthwiseCorrelation.WeightsOfGroup, GroupsOfDepthwise, DepthwiseCorrelation.Rounds(window)),
        OfMatrices(layout.Groups, layout.DecoderWeights, strip));

    /// <summary>The same numbers of slices for networks of which there are fewer, so that none of their sums is another one.</summary>
    public CellSlices For(in NetworkLayout fewer) => new(fewer, encoder, pointwise, depthwise, decoder);

    /// <summary>One slice for each layer: the sums are the gradient.</summary>
    public static CellSlices One(in NetworkLayout layout) => new(layout, 1, 1, 1, 1);

    /// <summary>Floats of all sums.</summary>
    public long Length => Offset(layout.Layers - 1) + decoder * Stride(layout.DecoderWeights);

    /// <summary>Floats from a layer's slice to its next.</summary>
    /// <remarks>
    /// Slices start on cache lines, and never a multiple of a page apart, since a weight's sums would then share a few
    /// places of a cache.
    /// </remarks>
    public static long Stride(long weights) => (weights + 15) / 16 * 16 + 16;

    /// <summary>Slices of a layer, counted from the encoder on.</summary>
    public int Slices(int layer) =>
        layer == 0 ? encoder
        : layer == layout.Layers - 1 ? decoder
        : layer % 3 == 2 ? depthwise
        : pointwise;

    /// <summary>Offset of a layer's sums.</summary>
    public long Offset(int layer)
    {
        long expand = pointwise * Stride(layout.PointwiseWeights);
        long middle = depthwise * Stride(layout.DepthwiseWeights);
        int part = (layer - 1) % 3;
        return layer == 0
            ? 0
            : encoder * Stride(layout.EncoderWeights) + (layer - 1) / 3 * (2 * expand + middle)
                + (part > 0 ? expand : 0) + (part > 1 ? middle : 0);
    }

    /// <summary>The first of the rounds that a slice consists of; what is left over goes to the first slices.</summary>
    /// <param name="rounds">Rounds in which all cells are passed over.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="slice">Which slice.</param>
    public static int FirstRound(int rounds, int slices, int slice) =>
        slice * (rounds / slices) + IntrinsicMath.Min(slice, rounds % slices);

    /// <summary>Slices for a layer whose weights are matrices.</summary>
    /// <param name="matrices">Groups that share no weights.</param>
    /// <param name="weights">Weights of all groups.</param>
    /// <param name="cells">Cells to sum over.</param>
    public static int OfMatrices(int matrices, long weights, Area cells) => Count(
        Math.Max(matrices, weights / GroupCorrelation.WeightsOfGroup), GroupsOfMatrix, GroupCorrelation.Rounds(cells) / RoundsOfMatrix);

    // As many as make so many groups, if there are cells for them.
    private static int Count(long groupsOfSlice, long groups, int most)
    {
        groupsOfSlice = Math.Max(1, groupsOfSlice);
        return (int)Math.Max(1, Math.Min(most, (groups + groupsOfSlice - 1) / groupsOfSlice));
    }
}
