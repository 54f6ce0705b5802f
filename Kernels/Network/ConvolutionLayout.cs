namespace GpuEcosystem.Kernels.Network;

/// <summary>
/// Where each weight of plain convolution networks lies in the one flat buffer that holds them all: encoder, middle layers, decoder,
/// each <c>[species][outputs][inputs][K][K]</c>.
/// </summary>
/// <param name="Species">Networks, which share nothing: N.</param>
/// <param name="Inputs">Channels the encoder reads, the same for all networks: I.</param>
/// <param name="Channels">Channels each network proposes, C.</param>
/// <param name="Width">Features of each network, D.</param>
/// <param name="Depth">Layers between encoder and decoder, L.</param>
/// <param name="KernelSize">Side of the encoder's and the middle layers' kernels, K; the decoder's are single taps.</param>
public readonly record struct ConvolutionLayout(int Species, int Inputs, int Channels, int Width, int Depth, int KernelSize)
{
    /// <summary>Layers that have weights: encoder, middle layers, decoder.</summary>
    public int Layers => Depth + 2;

    /// <summary>Rows of cells that an output cell depends on, above and below.</summary>
    public int Reach => KernelSize / 2 * (Depth + 1);

    /// <summary>Floats of all weights.</summary>
    public long Length => LayerOffset(Layers);

    /// <summary>Multiply-adds of all networks for a cell, which are their weights.</summary>
    public long MultiplyAdds => LayerLength(0) + Depth * LayerLength(1) + LayerLength(Layers - 1);

    /// <summary>Floats of all weights as <see cref="ConvolutionPacking"/> writes them for the way forward.</summary>
    public long PackedLength => PackedOffset(Layers);

    /// <summary>Floats of all weights as it writes them for the way back.</summary>
    public long TurnedLength => TurnedOffset(Layers);

    /// <summary>Channels that a network's layer reads.</summary>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Width;

    /// <summary>Channels that it writes.</summary>
    public int OutputsOf(int layer) => layer == Layers - 1 ? Channels : Width;

    /// <summary>Side of its kernels.</summary>
    public int KernelOf(int layer) => layer == Layers - 1 ? 1 : KernelSize;

    /// <summary>Weights of a layer, of all networks.</summary>
    public long LayerLength(int layer) => (long)Species * OutputsOf(layer) * RightsOf(layer);

    /// <summary>Offset of a layer, counted from the encoder on.</summary>
    public long LayerOffset(int layer) =>
        Offset(layer, Align(LayerLength(0)), Align(LayerLength(1)), Align(LayerLength(Layers - 1)));

    /// <summary>Offset of a layer packed for the way forward, <c>[species][matrix]</c>.</summary>
    public long PackedOffset(int layer) =>
        Species * Offset(layer, PackedMatrix(0), PackedMatrix(1), PackedMatrix(Layers - 1));

    /// <summary>Offset of a layer packed for the way back.</summary>
    public long TurnedOffset(int layer) =>
        Species * Offset(layer, TurnedMatrix(0), TurnedMatrix(1), TurnedMatrix(Layers - 1));

    /// <summary>Floats of a network's layer, packed for the way forward.</summary>
    public long PackedMatrix(int layer) => NetworkLayout.PackedMatrix(OutputsOf(layer), RightsOf(layer));

    /// <summary>Floats of a network's layer, packed for the way back.</summary>
    public long TurnedMatrix(int layer) =>
        NetworkLayout.PackedMatrix(InputsOf(layer), OutputsOf(layer) * KernelOf(layer) * KernelOf(layer));

    // Weights of an output.
    private int RightsOf(int layer) => InputsOf(layer) * KernelOf(layer) * KernelOf(layer);

    // Slices start on cache lines.
    private static long Align(long floats) => (floats + 15) / 16 * 16;

    // What comes before a layer, or before the one after the last.
    private long Offset(int layer, long encoder, long middle, long decoder) => layer == 0
        ? 0
        : encoder + (Math.Min(layer, Layers - 1) - 1) * middle + (layer == Layers ? decoder : 0);
}
