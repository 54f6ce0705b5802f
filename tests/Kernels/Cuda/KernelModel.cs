using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>A GPU's published peaks.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Flops">Operations on floats in a second, two for each multiply-add.</param>
/// <param name="Bandwidth">Bytes of global memory in a second.</param>
internal sealed record GpuPeaks(string Name, double Flops, double Bandwidth)
{
    // An SM starts four multiply-adds for each load, be it from shared memory or from a cache.
    private const double LoadsPerMultiplyAdd = 0.25;

    /// <summary>Loads of a thread in a second, over all threads.</summary>
    public double Loads => Flops / 2 * LoadsPerMultiplyAdd;
}

/// <summary>What a hot kernel does for a cell, counted by hand from its loops, for the default parameters.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Use">Which layer it is.</param>
/// <param name="MultiplyAdds">Multiply-adds that run, those with a weight of 0 that fill up a block included.</param>
/// <param name="Floats">Planes that are read and written, each once.</param>
/// <param name="Gelus">How many results pass through gelu.</param>
internal sealed record KernelModel(string Operation, string Use, int MultiplyAdds, int Floats, int Gelus)
{
    private const int OperationsOfGelu = 40;

    /// <summary>Operations on floats for a cell.</summary>
    public int Flops => 2 * MultiplyAdds + OperationsOfGelu * Gelus;

    /// <summary>Bytes of global memory for a cell.</summary>
    public int Bytes => sizeof(float) * Floats;

    /// <summary>The layers of the default networks, forward and back.</summary>
    public static IReadOnlyList<KernelModel> Default { get; } = Layers(EcosystemParameters.Default.Layout);

    /// <summary>Seconds that a cell takes at least, and what takes them.</summary>
    public (double Seconds, string Bound) Estimate(PtxFacts facts, GpuPeaks gpu)
    {
        double loads = MultiplyAdds * (facts.GlobalLoads + facts.SharedLoads) / (double)facts.MultiplyAdds;
        return ((double, string)[])
        [
            (Flops / gpu.Flops, "arithmetic"), (loads / gpu.Loads, "loads"), (Bytes / gpu.Bandwidth, "memory"),
        ] switch { var bounds => bounds.MaxBy(bound => bound.Item1) };
    }

    private static KernelModel[] Layers(NetworkLayout layout)
    {
        int trunk = layout.TotalWidth;
        int taps = layout.KernelSize * layout.KernelSize;
        int block = layout.Groups * Filled(2 * layout.GroupWidth) * Filled(layout.GroupWidth);
        int proposals = layout.Species * layout.Channels;
        int filter = 2 * trunk * taps;

        // The expand runs over the ring too, in places for a third more cells.
        int wholeBlock = block * 4 / 3 + filter + block;
        return
        [
            new(nameof(TiledEncoder), "encoder", layout.Inputs * taps * trunk, layout.Inputs + trunk, trunk),
            new(nameof(ResidualBlock), "block", wholeBlock, 2 * trunk, 4 * trunk),
            new(nameof(Encoder), "encoder, else", Filled(layout.Inputs) * taps * trunk, layout.Inputs + trunk, trunk),
            new(nameof(Pointwise), "expand", block, 3 * trunk, 2 * trunk),
            new(nameof(Depthwise), "depthwise", filter, 4 * trunk, 2 * trunk),
            new(nameof(Pointwise), "project", block, 4 * trunk, 0),
            new(nameof(Pointwise), "decoder", trunk * Filled(layout.GroupOutputs), trunk + proposals, 0),
            new(nameof(PointwiseInputGradient), "expand, back", block, 4 * trunk, 0),
            new(nameof(PointwiseWeightGradient), "expand, weights", block, 3 * trunk, 0),
            new(nameof(DepthwiseGradient), "depthwise, back", 2 * filter, 8 * trunk, 0),
            new(nameof(EncoderGradient), "encoder, weights", trunk * layout.Inputs * taps, trunk + layout.Inputs, 0),
        ];
    }

    // Inputs and outputs come in blocks of eight.
    private static int Filled(int channels) => OutputSums.Blocks(channels) * OutputSums.Count;
}
