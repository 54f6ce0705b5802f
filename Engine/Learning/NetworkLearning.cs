using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using ILGPU;

namespace GpuEcosystem.Engine.Learning;

/// <summary>The networks' forward pass that keeps what the way back needs, and the way back. Read it top to bottom, then up.</summary>
internal sealed class NetworkLearning : IDisposable
{
    private readonly Launcher launcher;
    private readonly Network network;
    private readonly NetworkTape tape;
    private Area patch;
    private float dropout;
    private ulong seed;
    private long step;

    public NetworkLearning(Launcher launcher, Network network, Area largestPatch)
    {
        this.launcher = launcher;
        this.network = network;
        tape = new NetworkTape(launcher.Device, network.Layout, largestPatch);
        Gradients = launcher.Device.Allocate<float>(network.Layout.Length);
    }

    /// <summary>The gradients of all weights, laid out as the weights are.</summary>
    public DeviceBuffer<float> Gradients { get; }

    private NetworkLayout Layout => network.Layout;

    /// <summary>Computes the species' proposals for a patch and keeps the tape.</summary>
    public void Forward(Planes input, Area area, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep)
    {
        (patch, dropout, seed, step) = (area, dropoutRate, worldSeed, worldStep);
        launcher.RunGroups<Encoder, Encoder.Arguments>(new Encoder.Arguments
        {
            Layout = Layout,
            Input = input,
            Output = On(tape.Encoded),
            Weights = Slice(network.Weights, Layout.Encoder),
            Packed = network.Packed(0),
            Raw = 1,
            Readable = patch,
            Target = patch,
        });
        Activate(tape.Encoded, tape.Trunks[0], Layout.TotalWidth);
        Drop(tape.Trunks[0], tape.Trunks[0], site: 0);
        for (int block = 0; block < Layout.Depth; block++)
        {
            ForwardBlock(block);
        }

        RunPointwise(
            tape.Trunks[Layout.Depth], proposals, proposals, Layout.Decoder, Layout.PackedDecoder,
            Layout.GroupWidth, Layout.GroupOutputs, PointwiseResult.Tanh);
    }

    /// <summary>Computes the gradients of all weights.</summary>
    /// <param name="input">What the forward pass read.</param>
    /// <param name="outputGradient">Gradient of what goes into the decoder's tanh, <c>[N·C][y][x]</c>.</param>
    public void Backward(Planes input, Planes outputGradient)
    {
        PointwiseGradients(
            outputGradient, tape.Trunks[Layout.Depth], Layout.Decoder, Layout.GroupOutputs, Layout.GroupWidth, tape.TrunkGradient);
        for (int block = Layout.Depth - 1; block >= 0; block--)
        {
            BackwardBlock(block);
        }

        Drop(tape.TrunkGradient, tape.TrunkGradient, site: 0);
        ThroughGelu(tape.Encoded, tape.TrunkGradient, Layout.TotalWidth);
        launcher.RunGroups<EncoderGradient, EncoderGradient.Arguments>(new EncoderGradient.Arguments
        {
            Layout = Layout,
            OutputGradient = On(tape.TrunkGradient),
            Input = input,
            WeightGradient = Slice(Gradients, Layout.Encoder),
            Target = patch,
        });
    }

    public void Dispose()
    {
        tape.Dispose();
        Gradients.Dispose();
    }

    private static ArrayView<float> Slice(DeviceBuffer<float> buffer, long offset) => buffer.View.SubView(offset);

    private void ForwardBlock(int block)
    {
        int wide = 2 * Layout.GroupWidth;
        RunPointwise(
            tape.Trunks[block], On(tape.Expanded[block]), On(tape.Expanded[block]), Layout.Expand(block),
            Layout.PackedExpand(block), Layout.GroupWidth, wide, PointwiseResult.Raw);
        Activate(tape.Expanded[block], tape.Active, 2 * Layout.TotalWidth);
        launcher.RunGroups<Depthwise, Depthwise.Arguments>(new Depthwise.Arguments
        {
            Input = On(tape.Active),
            Output = On(tape.Filtered[block]),
            Weights = Slice(network.Weights, Layout.Depthwise(block)),
            Channels = 2 * Layout.TotalWidth,
            KernelSize = Layout.KernelSize,
            Raw = 1,
            Readable = patch,
            Target = patch,
        });
        Activate(tape.Filtered[block], tape.Active, 2 * Layout.TotalWidth);
        if (dropout == 0)
        {
            RunPointwise(
                tape.Active, On(tape.Trunks[block + 1]), On(tape.Trunks[block]), Layout.Project(block),
                Layout.PackedProject(block), wide, Layout.GroupWidth, PointwiseResult.Residual);
            return;
        }

        // What the branch keeps is added to the trunk: h' = h + dropped(branch).
        RunPointwise(
            tape.Active, On(tape.Branch), On(tape.Branch), Layout.Project(block), Layout.PackedProject(block),
            wide, Layout.GroupWidth, PointwiseResult.Raw);
        Drop(tape.Branch, tape.Branch, site: block + 1);
        Add(tape.Trunks[block], tape.Branch, tape.Trunks[block + 1]);
    }

    private void BackwardBlock(int block)
    {
        int wide = 2 * Layout.GroupWidth;
        int allWide = 2 * Layout.TotalWidth;
        PlaneBuffer branchGradient = dropout == 0 ? tape.TrunkGradient : tape.Branch;
        Drop(tape.TrunkGradient, branchGradient, site: block + 1);

        Activate(tape.Filtered[block], tape.Active, allWide);
        PointwiseGradients(
            On(branchGradient), tape.Active, Layout.Project(block), Layout.GroupWidth, wide, tape.WideGradient);
        ThroughGelu(tape.Filtered[block], tape.WideGradient, allWide);

        Activate(tape.Expanded[block], tape.Active, allWide);
        launcher.Run<DepthwiseWeightGradient, DepthwiseWeightGradient.Arguments>(new DepthwiseWeightGradient.Arguments
        {
            OutputGradient = On(tape.WideGradient),
            Input = On(tape.Active),
            WeightGradient = Slice(Gradients, Layout.Depthwise(block)),
            Channels = allWide,
            KernelSize = Layout.KernelSize,
            Target = patch,
        });
        launcher.RunGroups<DepthwiseInputGradient, DepthwiseInputGradient.Arguments>(new DepthwiseInputGradient.Arguments
        {
            OutputGradient = On(tape.WideGradient),
            InputGradient = On(tape.WideGradientBefore),
            Weights = Slice(network.Weights, Layout.Depthwise(block)),
            Channels = allWide,
            KernelSize = Layout.KernelSize,
            Target = patch,
        });
        ThroughGelu(tape.Expanded[block], tape.WideGradientBefore, allWide);

        // The trunk's gradient already holds what came past the block.
        PointwiseGradients(
            On(tape.WideGradientBefore), tape.Trunks[block], Layout.Expand(block), wide, Layout.GroupWidth,
            tape.TrunkGradient, accumulate: 1);
    }

    private Planes On(PlaneBuffer buffer) => buffer.Over(patch);

    private void Activate(PlaneBuffer input, PlaneBuffer output, int channels) =>
        launcher.Run<Gelu, Gelu.Arguments>(new Gelu.Arguments
        {
            Input = On(input),
            Output = On(output),
            Channels = channels,
            Target = patch,
        });

    private void ThroughGelu(PlaneBuffer input, PlaneBuffer gradient, int channels) =>
        launcher.Run<GeluGradient, GeluGradient.Arguments>(new GeluGradient.Arguments
        {
            Input = On(input),
            Gradient = On(gradient),
            Channels = channels,
            Target = patch,
        });

    private void RunPointwise(
        PlaneBuffer input, Planes output, Planes residual, long weights, long packed, int inputs, int outputs, PointwiseResult result) =>
        launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = On(input),
            Output = output,
            Residual = residual,
            Weights = Slice(network.Weights, weights),
            Packed = network.Packed(packed),
            Groups = Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Result = result,
            Target = patch,
        });

    private void PointwiseGradients(
        Planes outputGradient, PlaneBuffer input, long weights, int outputs, int inputs, PlaneBuffer inputGradient, int accumulate = 0)
    {
        launcher.RunGroups<PointwiseWeightGradient, PointwiseWeightGradient.Arguments>(new PointwiseWeightGradient.Arguments
        {
            OutputGradient = outputGradient,
            Input = On(input),
            WeightGradient = Slice(Gradients, weights),
            Groups = Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Target = patch,
        });
        launcher.RunGroups<PointwiseInputGradient, PointwiseInputGradient.Arguments>(new PointwiseInputGradient.Arguments
        {
            OutputGradient = outputGradient,
            InputGradient = On(inputGradient),
            Accumulate = accumulate,
            Weights = Slice(network.Weights, weights),
            Groups = Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Target = patch,
        });
    }

    private void Drop(PlaneBuffer input, PlaneBuffer output, int site)
    {
        if (dropout > 0)
        {
            launcher.Run<Dropout, Dropout.Arguments>(new Dropout.Arguments
            {
                Input = On(input),
                Output = On(output),
                Channels = Layout.TotalWidth,
                Rate = dropout,
                Site = site,
                Seed = seed,
                Step = step,
                Target = patch,
            });
        }
    }

    private void Add(PlaneBuffer first, PlaneBuffer second, PlaneBuffer sum)
    {
        Copy(first, sum, accumulate: 0);
        Copy(second, sum, accumulate: 1);
    }

    private void Copy(PlaneBuffer source, PlaneBuffer target, int accumulate) =>
        launcher.Run<Kernels.World.Transfer, Kernels.World.Transfer.Arguments>(new Kernels.World.Transfer.Arguments
        {
            Source = On(source),
            SourceArea = patch,
            Result = On(target),
            Count = Layout.TotalWidth,
            Accumulate = accumulate,
            Target = patch,
        });
}
