using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Benchmarks;

/// <summary>Multiply-adds of the default networks' convolutions for one cell, all species together.</summary>
internal static class DefaultNetwork
{
    private const int Species = 5;
    private const int Channels = 34;
    private const int Width = 32;
    private const int Depth = 4;
    private const int KernelArea = 3 * 3;

    public const int Encoder = Species * Width * Channels * KernelArea;
    public const int Expand = Species * 2 * Width * Width;
    public const int Depthwise = Species * 2 * Width * KernelArea;
    public const int Project = Expand;
    public const int Block = Expand + Depthwise + Project;
    public const int Decoder = Species * Channels * Width;
    public const int Forward = Encoder + Depth * Block + Decoder;

    /// <summary>The way back: every layer's weights and, but for the encoder, its input.</summary>
    public const int Backward = 2 * Forward - Encoder;

    /// <summary>The weights of a network that the constants count, each used once for a cell.</summary>
    public static bool Describes(in NetworkLayout layout)
    {
        long weights = 0;
        for (int layer = 0; layer < layout.Layers; layer++)
        {
            weights += layout.LayerLength(layer);
        }

        return weights == Forward;
    }
}
