using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Residual;

// The layers of a forward pass, for a step and for learning alike. Some groups alone are a smaller network, "part", whose weights
// begin further on.
internal sealed partial class ResidualNetwork
{
    /// <summary>Launches the encoder, on tiles where the device has room for them.</summary>
    public void Encode(
        int group, in NetworkLayout part, Planes input, Planes output, Planes? beforeGelu, Area readable, Area target, Habitat habitat = default)
    {
        Encoder.Arguments arguments = new()
        {
            Layout = part,
            Input = input,
            Output = output,
            Weights = WeightsOf(group, Layout.Encoder, Layout.EncoderWeights),
            Packed = Packed(group * NetworkLayout.PackedMatrix(Layout.GroupWidth, Layout.Inputs * Layout.KernelSize * Layout.KernelSize)),
            KeepsTape = beforeGelu is null ? 0 : 1,
            BeforeGelu = beforeGelu ?? output,
            Habitat = habitat,
            Readable = readable,
            Target = target,
        };
        if (Launcher.Device.TilesEncoder(Layout))
        {
            Launcher.RunGroupsAlone<TiledEncoder, Encoder.Arguments>(arguments);
        }
        else
        {
            Launcher.RunGroups<Encoder, Encoder.Arguments>(arguments);
        }
    }

    /// <summary>Launches a block: one launch where the device fuses them and nothing is dropped, else one for each layer.</summary>
    public void RunBlock(int block, int group, in NetworkLayout part, in BlockPlanes planes)
    {
        long matrix = group * NetworkLayout.PackedMatrix(2 * Layout.GroupWidth, Layout.GroupWidth);
        ArrayView<float> expand = WeightsOf(group, Layout.Expand(block), Layout.PointwiseWeights);
        ArrayView<float> packedExpand = Packed(Layout.PackedExpand(block) + matrix);
        ArrayView<float> depthwise = WeightsOf(group, Layout.Depthwise(block), Layout.DepthwiseWeights);
        ArrayView<float> project = WeightsOf(group, Layout.Project(block), Layout.PointwiseWeights);
        ArrayView<float> packedProject = Packed(Layout.PackedProject(block) + matrix);
        BlockTape tape = planes.Tape ?? new BlockTape(planes.Expanded, planes.Filtered);
        int keepsTape = planes.Tape is null ? 0 : 1;
        if (Launcher.Device.FusesBlocks(Layout) && !planes.BranchAlone)
        {
            Launcher.RunGroups<ResidualBlock, ResidualBlock.Arguments>(new ResidualBlock.Arguments
            {
                Layout = part,
                Input = planes.Input,
                Output = planes.Output,
                Expand = expand,
                PackedExpand = packedExpand,
                Depthwise = depthwise,
                Project = project,
                PackedProject = packedProject,
                KeepsTape = keepsTape,
                Expanded = tape.Expanded,
                ExpandedActive = planes.Expanded,
                Filtered = tape.Filtered,
                FilteredActive = planes.Filtered,
                Habitat = planes.Habitat,
                Readable = planes.Readable,
                Target = planes.Target,
            });
            return;
        }

        RunPointwise(
            part, planes.Input, planes.Expanded, planes.Expanded, expand, packedExpand, Layout.GroupWidth, 2 * Layout.GroupWidth,
            PointwiseResult.Gelu, planes.Target.GrowRows(Layout.KernelSize / 2, planes.Readable), planes.Tape?.Expanded);
        Launcher.RunGroups<Depthwise, Depthwise.Arguments>(new Depthwise.Arguments
        {
            Input = planes.Expanded,
            Output = planes.Filtered,
            Weights = depthwise,
            Channels = 2 * part.TotalWidth,
            KernelSize = Layout.KernelSize,
            KeepsTape = keepsTape,
            BeforeGelu = tape.Filtered,
            Readable = planes.Readable,
            Target = planes.Target,
        });
        RunPointwise(
            part, planes.Filtered, planes.Output, planes.BranchAlone ? planes.Output : planes.Input, project, packedProject,
            2 * Layout.GroupWidth, Layout.GroupWidth, planes.BranchAlone ? PointwiseResult.Raw : PointwiseResult.Residual, planes.Target);
    }

    /// <summary>Launches the decoder.</summary>
    public void Decode(
        int group, in NetworkLayout part, Planes trunk, Planes proposals, Area target, Habitat habitat = default) => RunPointwise(
        part,
        trunk,
        proposals,
        proposals,
        WeightsOf(group, Layout.Decoder, Layout.LayerLength(Layout.Layers - 1)),
        Packed(Layout.PackedDecoder + group * NetworkLayout.PackedMatrix(Layout.GroupOutputs, Layout.GroupWidth)),
        Layout.GroupWidth,
        Layout.GroupOutputs,
        PointwiseResult.Tanh,
        target,
        habitat: habitat);

    private void RunPointwise(
        in NetworkLayout part, Planes input, Planes output, Planes residual, ArrayView<float> weights, ArrayView<float> packed,
        int inputs, int outputs, PointwiseResult result, Area target, Planes? beforeGelu = null, Habitat habitat = default) =>
        Launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = input,
            Output = output,
            Residual = residual,
            Weights = weights,
            Packed = packed,
            Groups = part.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Result = result,
            KeepsTape = beforeGelu is null ? 0 : 1,
            BeforeGelu = beforeGelu ?? output,
            Habitat = habitat,
            Target = target,
        });

    private ArrayView<float> WeightsOf(int group, long layer, long length) =>
        Weights.View.SubView(layer + group * (length / Layout.Groups));
}
