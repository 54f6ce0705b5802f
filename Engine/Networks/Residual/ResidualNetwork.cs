using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Residual;

/// <summary>The species' networks: their weights, and the order of launches of their forward pass over a window.</summary>
internal sealed partial class ResidualNetwork : Network
{
    private readonly DeviceBuffer<float> packed;
    private bool packedIsStale = true;

    /// <param name="memory">Holds a copy of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="architecture">The layers of all species' networks, were all like these.</param>
    /// <param name="members">Whose they are, 0 = the first species.</param>
    public ResidualNetwork(DeviceArena memory, DeviceBuffer<float> weights, ResidualArchitecture architecture, ImmutableArray<int> members)
        : base(memory.Launcher, weights)
    {
        Layout = architecture.LayoutOf(members.Length);
        Whole = architecture.Layout;
        Members = members;
        packed = memory.Allocate<float>(Launcher.Device.RunsSimdBodies ? Layout.PackedLength : 1);
    }

    public NetworkLayout Layout { get; }

    /// <summary>The layers of all species' networks, were all like these.</summary>
    public NetworkLayout Whole { get; }

    /// <summary>Whose they are, 0 = the first species.</summary>
    public ImmutableArray<int> Members { get; }

    public override void WeightsChanged() => packedIsStale = true;

    public override NetworkPass MakePass(DeviceArena memory, Area window) => new ResidualActivations(memory, this, window);

    public override NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch) =>
        new ResidualLearning(memory, this, gradients, patch);

    /// <summary>Computes some species' proposals, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="networks">Whose; habitat and proposals begin with theirs.</param>
    /// <param name="input">The channels that the networks see, from plane 0 on.</param>
    /// <param name="habitat">Where each group's proposals are needed.</param>
    /// <param name="readable">Cells that exist: the grid, or a training patch.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="activations">Where the layers keep their results.</param>
    /// <param name="proposals">The result.</param>
    public void Propose(
        IndexRun networks, Planes input, Habitat habitat, Area readable, Area target, ResidualActivations activations, Planes proposals)
    {
        PackWeights();

        // Species that share a network are asked together.
        int first = networks.First * Layout.Groups / Layout.Species;
        int groups = networks.Count * Layout.Groups / Layout.Species;
        for (int done = 0; done < groups; done += activations.GroupsAtOnce)
        {
            int count = Math.Min(activations.GroupsAtOnce, groups - done);
            Propose(
                first + done, count, input, habitat.From(done), readable, target, activations, proposals.From(done * Layout.GroupOutputs));
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
