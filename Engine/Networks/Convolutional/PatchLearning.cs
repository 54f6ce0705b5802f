using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks.Convolutional;

/// <summary>
/// Plain networks that learn from a patch, band by band. The way back begins with a forward pass of its own, so the one before it keeps
/// nothing.
/// </summary>
internal sealed class PatchLearning : NetworkLearning
{
    private readonly ConvolutionNetwork network;
    private readonly ConvolutionActivations activations;
    private readonly ConvolutionLearning learning;
    private readonly int rows;
    private Bands bands;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="network">The networks.</param>
    /// <param name="gradients">Gets the gradients of all weights, laid out as the weights are.</param>
    /// <param name="largestPatch">The largest patch.</param>
    public PatchLearning(DeviceArena memory, ConvolutionNetwork network, DeviceBuffer<float> gradients, Area largestPatch)
    {
        this.network = network;
        bands = Bands.Cut(largestPatch, ConvolutionLearning.Planes(network.Whole), memory.Device.FloatsOfStrip);
        rows = bands.Height;
        activations = new ConvolutionActivations(memory, network, bands.Grid with
        {
            Height = Math.Min(largestPatch.Height, rows + 2 * network.Layout.Reach),
        });
        learning = new ConvolutionLearning(memory, network, gradients, bands);
    }

    public override void Forward(Planes input, Area patch, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep)
    {
        bands = new Bands(patch, rows);
        for (int i = 0; i < bands.Count; i++)
        {
            activations.Propose(network.All, input, default, patch, bands[i], proposals);
        }
    }

    public override void Backward(Planes input, Planes outputGradient, bool again = false)
    {
        for (int i = 0; i < bands.Count; i++)
        {
            learning.Backward(
                network.All, input, outputGradient, null, default, new WorldStack(bands.Grid), bands[i], accumulate: i > 0);
        }
    }
}
