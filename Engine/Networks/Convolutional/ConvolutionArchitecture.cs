using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Networks.Convolutional;

/// <summary>Plain convolution networks, one for each species.</summary>
/// <param name="Layout">The layers of the world's networks.</param>
/// <param name="IsResidual">Whether a middle layer adds to what it reads.</param>
internal sealed record ConvolutionArchitecture(ConvolutionLayout Layout, bool IsResidual) : Architecture
{
    public override int Species => Layout.Species;

    public override int Channels => Layout.Channels;

    public override int Reach => Layout.Reach;

    public override long MultiplyAdds => Layout.MultiplyAdds;

    /// <summary>The layers of some species' networks.</summary>
    public ConvolutionLayout LayoutOf(int species) => Layout with { Species = species };

    public override long LengthOf(int species) => LayoutOf(species).Length;

    public override ImmutableArray<WeightSlice> SlicesOf(int species)
    {
        ConvolutionLayout layout = LayoutOf(species);
        return
        [
            .. from network in Enumerable.Range(0, species)
               from layer in Enumerable.Range(0, layout.Layers)
               let count = layout.LayerLength(layer) / species
               select new WeightSlice(layout.LayerOffset(layer) + network * count, (int)count, network),
        ];
    }

    public override long PlanesOf(int species, Area area, ComputeDevice device) => ConvolutionActivations.Planes(LayoutOf(species));

    /// <summary>Uniform numbers in ±1 / √(weights of an output).</summary>
    public override void Draw(int layer, long first, Span<float> weights, ulong seed, float passLogit)
    {
        float limit = 1 / MathF.Sqrt(Layout.InputsOf(layer) * Layout.KernelOf(layer) * Layout.KernelOf(layer));
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = limit * (2 * Philox.Uniform(seed, RandomStream.Weights, 0, (ulong)(first + i)) - 1);
        }
    }

    public override Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members) =>
        new ConvolutionNetwork(memory, weights, this, members.Length);
}
