using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks;

/// <summary>The species' networks: their weights, and the order of launches of their forward pass over a window.</summary>
internal sealed class Network
{
    private readonly Launcher launcher;
    private readonly DeviceBuffer<float> packed;
    private bool packedIsStale = true;

    public Network(DeviceArena memory, NetworkLayout layout)
    {
        launcher = memory.Launcher;
        Layout = layout;
        Weights = memory.Allocate<float>(layout.Length);
        packed = memory.Allocate<float>(launcher.Device.RunsSimdBodies ? layout.PackedLength : 1);
    }

    public NetworkLayout Layout { get; }

    /// <summary>All weights; whoever writes them calls <see cref="WeightsChanged"/>.</summary>
    public DeviceBuffer<float> Weights { get; }

    public void WeightsChanged() => packedIsStale = true;

    /// <summary>Computes the species' proposals, <c>[species · channels][y][x]</c>.</summary>
    /// <param name="input">The channels that the networks see, from plane 0 on.</param>
    /// <param name="readable">Cells that exist: the grid, or a training patch.</param>
    /// <param name="target">Cells to propose for.</param>
    /// <param name="activations">Where the layers keep their results.</param>
    /// <param name="proposals">The result.</param>
    public void Propose(Planes input, Area readable, Area target, Activations activations, Planes proposals)
    {
        PackWeights();
        for (int group = 0; group < Layout.Groups; group += activations.GroupsAtOnce)
        {
            int count = Math.Min(activations.GroupsAtOnce, Layout.Groups - group);
            Propose(group, count, input, readable, target, activations, proposals.From(group * Layout.GroupOutputs));
        }
    }

    /// <summary>Brings the packed copy of the weights up to date; every pass begins with it.</summary>
    public void PackWeights()
    {
        if (launcher.Device.RunsSimdBodies && packedIsStale)
        {
            launcher.RunSimd<WeightPacking, WeightPacking.Arguments>(
                new WeightPacking.Arguments { Layout = Layout, Weights = Weights.View, Packed = packed.View });
            packedIsStale = false;
        }
    }

    /// <summary>The packed weights from an offset on; without SIMD bodies nothing is packed, and this is there to be passed.</summary>
    public ArrayView<float> Packed(long offset) => launcher.Device.RunsSimdBodies ? packed.View.SubView(offset) : packed.View;

    // Some groups alone are a smaller network whose weights begin further on.
    private void Propose(
        int group, int count, Planes input, Area readable, Area target, Activations activations, Planes proposals)
    {
        NetworkLayout part = Layout with { Species = Layout.Species / Layout.Groups * count, Groups = count };
        int radius = Layout.KernelSize / 2;
        Area first = target.GrowRows(Layout.Depth * radius, readable);
        Planes trunk = activations.Trunk.Over(first);
        Planes other = activations.NextTrunk.Over(first);
        long encoder = NetworkLayout.PackedMatrix(Layout.GroupWidth, Layout.Inputs * Layout.KernelSize * Layout.KernelSize);
        Encode(new Encoder.Arguments
        {
            Layout = part,
            Input = input,
            Output = trunk,
            Weights = WeightsOf(group, Layout.Encoder, Layout.EncoderWeights),
            Packed = Packed(group * encoder),
            Readable = readable,
            Target = first,
        });

        for (int block = 0; block < Layout.Depth; block++)
        {
            Area rows = target.GrowRows((Layout.Depth - 1 - block) * radius, readable);
            RunBlock(block, group, part, trunk, other, readable, rows, activations);
            (trunk, other) = (other, trunk);
        }

        launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = trunk,
            Output = proposals,
            Residual = proposals,
            Weights = WeightsOf(group, Layout.Decoder, Layout.LayerLength(Layout.Layers - 1)),
            Packed = Packed(Layout.PackedDecoder + group * NetworkLayout.PackedMatrix(Layout.GroupOutputs, Layout.GroupWidth)),
            Groups = count,
            Inputs = Layout.GroupWidth,
            Outputs = Layout.GroupOutputs,
            Result = PointwiseResult.Tanh,
            Target = target,
        });
    }

    /// <summary>Launches the encoder, on tiles where the device has room for them.</summary>
    public void Encode(in Encoder.Arguments arguments)
    {
        if (launcher.Device.TilesEncoder(Layout))
        {
            launcher.RunGroupsAlone<TiledEncoder, Encoder.Arguments>(arguments);
        }
        else
        {
            launcher.RunGroups<Encoder, Encoder.Arguments>(arguments);
        }
    }

    private ArrayView<float> WeightsOf(int group, long layer, long length) =>
        Weights.View.SubView(layer + group * (length / Layout.Groups));

    private void RunBlock(
        int block, int group, NetworkLayout part, Planes input, Planes output, Area readable, Area target, Activations activations)
    {
        if (launcher.Device.FusesBlocks(Layout))
        {
            long matrix = group * NetworkLayout.PackedMatrix(2 * Layout.GroupWidth, Layout.GroupWidth);
            launcher.RunGroups<ResidualBlock, ResidualBlock.Arguments>(new ResidualBlock.Arguments
            {
                Layout = part,
                Input = input,
                Output = output,
                Expand = WeightsOf(group, Layout.Expand(block), Layout.PointwiseWeights),
                PackedExpand = Packed(Layout.PackedExpand(block) + matrix),
                Depthwise = WeightsOf(group, Layout.Depthwise(block), Layout.DepthwiseWeights),
                Project = WeightsOf(group, Layout.Project(block), Layout.PointwiseWeights),
                PackedProject = Packed(Layout.PackedProject(block) + matrix),
                Expanded = output,
                ExpandedActive = output,
                Filtered = output,
                FilteredActive = output,
                Readable = readable,
                Target = target,
            });
            return;
        }

        Area expandTarget = target.GrowRows(Layout.KernelSize / 2, readable);
        Planes expanded = activations.Expanded!.Over(expandTarget);
        Planes filtered = activations.Filtered!.Over(expandTarget);
        launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = input,
            Output = expanded,
            Residual = expanded,
            Weights = WeightsOf(group, Layout.Expand(block), Layout.PointwiseWeights),
            Packed = packed.View,
            Groups = part.Groups,
            Inputs = Layout.GroupWidth,
            Outputs = 2 * Layout.GroupWidth,
            Result = PointwiseResult.Gelu,
            Target = expandTarget,
        });
        launcher.RunGroups<Depthwise, Depthwise.Arguments>(new Depthwise.Arguments
        {
            Input = expanded,
            Output = filtered,
            Weights = WeightsOf(group, Layout.Depthwise(block), Layout.DepthwiseWeights),
            Channels = 2 * part.TotalWidth,
            KernelSize = Layout.KernelSize,
            Readable = readable,
            Target = target,
        });
        launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = filtered,
            Output = output,
            Residual = input,
            Weights = WeightsOf(group, Layout.Project(block), Layout.PointwiseWeights),
            Packed = packed.View,
            Groups = part.Groups,
            Inputs = 2 * Layout.GroupWidth,
            Outputs = Layout.GroupWidth,
            Result = PointwiseResult.Residual,
            Target = target,
        });
    }
}
