using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>Networks of inverted residual blocks, one for each species, or one that all share.</summary>
/// <param name="Layout">The layers of the world's networks.</param>
internal sealed record ResidualArchitecture(NetworkLayout Layout) : Architecture
{
    public override int Species => Layout.Species;

    public override int Channels => Layout.Channels;

    public override int Reach => Layout.Reach;

    public override long MultiplyAdds => Layout.MultiplyAdds;

    /// <summary>The layers of some species' networks.</summary>
    public NetworkLayout LayoutOf(int species) => Layout with { Species = species, Groups = Layout.Groups * species / Species };

    public override long LengthOf(int species) => LayoutOf(species).Length;

    // Each network's part of each layer.
    public override ImmutableArray<WeightSlice> SlicesOf(int species)
    {
        NetworkLayout layout = LayoutOf(species);
        return
        [
            .. from network in Enumerable.Range(0, layout.Groups)
               from layer in Enumerable.Range(0, layout.Layers)
               let count = layout.LayerLength(layer) / layout.Groups
               select new WeightSlice(layout.LayerOffset(layer) + network * count, (int)count, network),
        ];
    }

    public override long PlanesOf(int species, Area area, ComputeDevice device) => ResidualActivations.Planes(LayoutOf(species), area, device);

    public override void Draw(int layer, long first, Span<float> weights, ulong seed, float passLogit) =>
        ResidualInitialization.Draw(Layout, layer, first, weights, seed);

    public override Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members) =>
        new ResidualNetwork(memory, weights, this, members);
}
