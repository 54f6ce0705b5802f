using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>The species' networks: their weights, and the order of launches of their forward pass over a window.</summary>
internal sealed partial class ResidualNetwork : Network
{
    private readonly DeviceBuffer<float> packed;
    private bool packedIsStale = true;

    public ResidualNetwork(DeviceArena memory, NetworkLayout layout)
        : base(memory.Launcher, new WeightStore(memory, layout.Length, SlicesOf(layout)))
    {
        Layout = layout;
        packed = memory.Allocate<float>(Launcher.Device.RunsSimdBodies ? layout.PackedLength : 1);
    }

    public NetworkLayout Layout { get; }

    public override int Species => Layout.Species;

    public override int Channels => Layout.Channels;

    public override long MultiplyAdds => Layout.MultiplyAdds;

    public override float[] Draw(ulong seed) => ResidualInitialization.Draw(Layout, seed);

    public override void WeightsChanged() => packedIsStale = true;

    /// <summary>Computes the species' proposals, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="input">The channels that the networks see, from plane 0 on.</param>
    /// <param name="habitat">Where each group's proposals are needed.</param>
    /// <param name="readable">Cells that exist: the grid, or a training patch.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="activations">Where the layers keep their results.</param>
    /// <param name="proposals">The result.</param>
    public void Propose(Planes input, Habitat habitat, Area readable, Area target, ResidualActivations activations, Planes proposals)
    {
        PackWeights();
        for (int group = 0; group < Layout.Groups; group += activations.GroupsAtOnce)
        {
            int count = Math.Min(activations.GroupsAtOnce, Layout.Groups - group);
            Propose(group, count, input, habitat.From(group), readable, target, activations, proposals.From(group * Layout.GroupOutputs));
        }
    }

    /// <summary>Brings the packed copy of the weights up to date; every pass begins with it.</summary>
    public void PackWeights()
    {
        if (Launcher.Device.RunsSimdBodies && packedIsStale)
        {
            Launcher.RunSimd<WeightPacking, WeightPacking.Arguments>(
                new WeightPacking.Arguments { Layout = Layout, Weights = Weights.View, Packed = packed.View });
            packedIsStale = false;
        }
    }

    /// <summary>The packed weights from an offset on; without SIMD bodies nothing is packed, and this is there to be passed.</summary>
    public ArrayView<float> Packed(long offset) => Launcher.Device.RunsSimdBodies ? packed.View.SubView(offset) : packed.View;

    // Each group's part of each layer.
    private static ImmutableArray<WeightSlice> SlicesOf(NetworkLayout layout) =>
    [
        .. from @group in Enumerable.Range(0, layout.Groups)
           from layer in Enumerable.Range(0, layout.Layers)
           let count = layout.LayerLength(layer) / layout.Groups
           select new WeightSlice(layout.LayerOffset(layer) + @group * count, (int)count, @group),
    ];

    private void Propose(
        int group, int count, Planes input, Habitat habitat, Area readable, Area target, ResidualActivations activations, Planes proposals)
    {
        NetworkLayout part = Layout with { Species = Layout.Species / Layout.Groups * count, Groups = count };
        int radius = Layout.KernelSize / 2;
        Area first = target.GrowRows(Layout.Depth * radius, readable);
        Planes trunk = activations.Trunk.Over(first);
        Planes other = activations.NextTrunk.Over(first);
        Encode(group, part, input, trunk, beforeGelu: null, readable, first, habitat.Within(Layout.Depth * radius));
        for (int block = 0; block < Layout.Depth; block++)
        {
            Area rows = target.GrowRows((Layout.Depth - 1 - block) * radius, readable);
            Area expanded = rows.GrowRows(radius, readable);
            RunBlock(block, group, part, new BlockPlanes
            {
                Input = trunk,
                Output = other,
                Expanded = activations.Expanded?.Over(expanded) ?? other,
                Filtered = activations.Filtered?.Over(expanded) ?? other,
                Habitat = habitat.Within((Layout.Depth - 1 - block) * radius),
                Readable = readable,
                Target = rows,
            });
            (trunk, other) = (other, trunk);
        }

        Decode(group, part, trunk, proposals, target, habitat.Within(0));
    }
}
