using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Where each weight of the species' networks lies in the one flat buffer that holds them all: encoder, then expand,
/// depthwise and project of each block, then decoder, as section 2 of the specification lists their shapes.
/// </summary>
/// <param name="Species">Number of species, N.</param>
/// <param name="Inputs">Channels the encoder reads.</param>
/// <param name="Channels">Channels each species proposes, C.</param>
/// <param name="Width">Network width per species, D.</param>
/// <param name="Depth">Inverted residual blocks, L.</param>
/// <param name="KernelSize">Side of the encoder's and the depthwise kernels, K.</param>
/// <param name="Groups">Networks that share nothing: N when independent, 1 when shared.</param>
public readonly record struct NetworkLayout(
    int Species, int Inputs, int Channels, int Width, int Depth, int KernelSize, int Groups)
{
    /// <summary>Channels of a group's trunk, w = N·D/G.</summary>
    public int GroupWidth => Species * Width / Groups;

    /// <summary>Channels of all trunks, N·D.</summary>
    public int TotalWidth => Species * Width;

    /// <summary>Channels a group's decoder writes, N·C/G.</summary>
    public int GroupOutputs => Species * Channels / Groups;

    /// <summary>Rows of cells that an output cell depends on, above and below: K/2 for the encoder and for each block.</summary>
    public int Reach => KernelSize / 2 * (Depth + 1);

    /// <summary>Floats of all weights.</summary>
    public long Length => Decoder + Align((long)Species * Channels * GroupWidth);

    /// <summary>Floats of all weights as <see cref="WeightPacking"/> writes them.</summary>
    public long PackedLength => PackedDecoder + (long)Groups * PackedMatrix(GroupOutputs, GroupWidth);

    /// <summary>Weights of all layers, which are the networks' multiply-adds for a cell.</summary>
    public long MultiplyAdds => EncoderWeights + Depth * BlockWeights + LayerLength(Layers - 1);

    /// <summary>Weights of the encoder, which are its multiply-adds for a cell.</summary>
    public long EncoderWeights => LayerLength(0);

    /// <summary>Weights of a block's expand, and of its project.</summary>
    public long PointwiseWeights => LayerLength(1);

    /// <summary>Weights of a block's depthwise layer.</summary>
    public long DepthwiseWeights => LayerLength(2);

    /// <summary>Weights of the decoder.</summary>
    public long DecoderWeights => LayerLength(Layers - 1);

    /// <summary>Weights of a block, which are its multiply-adds for a cell.</summary>
    public long BlockWeights => 2 * PointwiseWeights + DepthwiseWeights;

    /// <summary>Offset of <c>[N·D][inputs][K][K]</c>.</summary>
    public long Encoder => 0;

    /// <summary>Offset of the decoder, <c>[G][N·C/G][w]</c>.</summary>
    public long Decoder => Block(Depth);

    /// <summary>Offset of the packed decoder.</summary>
    public long PackedDecoder => PackedBlock(Depth);

    /// <summary>Offset of a block's expand, <c>[G][2w][w]</c>.</summary>
    public long Expand(int block) => Block(block);

    /// <summary>Offset of a block's depthwise kernels, <c>[N·2D][K][K]</c>.</summary>
    public long Depthwise(int block) => Block(block) + PointwiseLength;

    /// <summary>Offset of a block's project, <c>[G][w][2w]</c>.</summary>
    public long Project(int block) => Depthwise(block) + DepthwiseLength;

    /// <summary>Offset of a block's packed expand.</summary>
    public long PackedExpand(int block) => PackedBlock(block);

    /// <summary>Offset of a block's packed project.</summary>
    public long PackedProject(int block) => PackedBlock(block) + Groups * PackedMatrix(2 * GroupWidth, GroupWidth);

    /// <summary>Layers that have weights: encoder, three for each block, decoder.</summary>
    public int Layers => 3 * Depth + 2;

    /// <summary>Offset of a layer, counted from the encoder on.</summary>
    public long LayerOffset(int layer)
    {
        int block = (layer - 1) / 3;
        return layer == 0 ? Encoder
            : layer == Layers - 1 ? Decoder
            : layer % 3 == 1 ? Expand(block)
            : layer % 3 == 2 ? Depthwise(block)
            : Project(block);
    }

    /// <summary>Weights of a layer.</summary>
    public long LayerLength(int layer)
    {
        long area = (long)KernelSize * KernelSize;
        return layer == 0 ? TotalWidth * Inputs * area
            : layer == Layers - 1 ? (long)Species * Channels * GroupWidth
            : layer % 3 == 2 ? 2 * TotalWidth * area
            : 2L * TotalWidth * GroupWidth;
    }

    /// <summary>The layer that a float of the buffer of all weights belongs to.</summary>
    public int LayerAt(long place)
    {
        if (place < EncoderLength || place >= Decoder)
        {
            return place < EncoderLength ? 0 : Layers - 1;
        }

        long blockLength = 2 * PointwiseLength + DepthwiseLength;
        int block = (int)((place - EncoderLength) / blockLength);
        long rest = place - EncoderLength - block * blockLength;
        return 1 + 3 * block + (rest < PointwiseLength ? 0 : rest < PointwiseLength + DepthwiseLength ? 1 : 2);
    }

    /// <summary>Floats of a matrix packed for <see cref="RowProduct"/>: outputs rounded up to whole blocks.</summary>
    public static long PackedMatrix(int outputs, int inputs) =>
        (outputs + RowProduct.Outputs - 1) / RowProduct.Outputs * RowProduct.Outputs * (long)inputs;

    private long EncoderLength => Align((long)TotalWidth * Inputs * KernelSize * KernelSize);

    private long PointwiseLength => Align(2L * TotalWidth * GroupWidth);

    private long DepthwiseLength => Align(2L * TotalWidth * KernelSize * KernelSize);

    // Slices start on cache lines.
    private static long Align(long floats) => (floats + 15) / 16 * 16;

    private long Block(int block) => EncoderLength + block * (2 * PointwiseLength + DepthwiseLength);

    private long PackedBlock(int block) =>
        PackedMatrix(TotalWidth, Inputs * KernelSize * KernelSize)
        + block * Groups * (PackedMatrix(2 * GroupWidth, GroupWidth) + PackedMatrix(GroupWidth, 2 * GroupWidth));
}
