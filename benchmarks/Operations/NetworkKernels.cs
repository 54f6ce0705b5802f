using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Benchmarks;

/// <summary>The layers of the default networks, one at a time.</summary>
[BenchmarkCategory(Categories.Kernels, Categories.Quick, Categories.Deep)]
public class NetworkKernels
{
    private NetworkBench? bench;
    private PlaneBuffer? trunk;
    private PlaneBuffer? nextTrunk;
    private PlaneBuffer? expanded;
    private PlaneBuffer? filtered;

    /// <summary>Side of the grid.</summary>
    [Params(256)]
    public int Size { get; set; }

    private NetworkBench Bench => bench!;

    /// <summary>Runs every layer once and looks at what comes out.</summary>
    [GlobalSetup]
    public void Setup()
    {
        bench = new NetworkBench(CheckedDevice.Open(), Size);
        trunk = bench.Memory.Planes(bench.Layout.TotalWidth, bench.Area);
        nextTrunk = bench.Memory.Planes(bench.Layout.TotalWidth, bench.Area);
        expanded = bench.Memory.Planes(2 * bench.Layout.TotalWidth, bench.Area);
        filtered = bench.Memory.Planes(2 * bench.Layout.TotalWidth, bench.Area);
        Encode();
        CheckedDevice.RequireNumbers("encoder", bench.Read(trunk));
        Expand();
        Filter();
        Project();
        float[] turns = bench.Read(nextTrunk);
        CheckedDevice.RequireNumbers("expand, depthwise, project", turns);
        Block();
        float[] block = bench.Read(nextTrunk);
        if (turns.Zip(block).Any(pair => !(Math.Abs(pair.First - pair.Second) <= 2e-5f)))
        {
            throw new InvalidOperationException("the block in one pass differs from its layers in turn");
        }

        Decode();
        CheckedDevice.RequireNumbers("decoder", bench.Read(bench.Proposals));
    }

    /// <summary>K x K convolution and gelu.</summary>
    [Benchmark(Description = nameof(Encoder))]
    [MultiplyAdds(DefaultNetwork.Encoder)]
    public void Encode()
    {
        Bench.Launcher.RunGroups<Encoder, Encoder.Arguments>(new Encoder.Arguments
        {
            Layout = Bench.Layout,
            Input = Bench.Input.Planes,
            Output = trunk!.Planes,
            Weights = Bench.Network.Weights.View.SubView(Bench.Layout.Encoder),
            Packed = Bench.Network.Packed(0),
            Readable = Bench.Area,
            Target = Bench.Area,
        });
        Bench.Launcher.Finish();
    }

    /// <summary>A whole residual block: in one pass where vectors run, else its three layers in turn.</summary>
    [Benchmark(Description = nameof(ResidualBlock))]
    [MultiplyAdds(DefaultNetwork.Block)]
    public void Block()
    {
        if (!Bench.Launcher.Device.RunsSimdBodies)
        {
            Expand();
            Filter();
            Project();
            return;
        }

        Bench.Launcher.RunSimd<ResidualBlock, ResidualBlock.Arguments>(new ResidualBlock.Arguments
        {
            Layout = Bench.Layout,
            Input = trunk!.Planes,
            Output = nextTrunk!.Planes,
            PackedExpand = Bench.Network.Packed(Bench.Layout.PackedExpand(0)),
            Depthwise = Bench.Network.Weights.View.SubView(Bench.Layout.Depthwise(0)),
            PackedProject = Bench.Network.Packed(Bench.Layout.PackedProject(0)),
            Readable = Bench.Area,
            Target = Bench.Area,
        });
        Bench.Launcher.Finish();
    }

    /// <summary>A block's first layer: 1 x 1 convolution and gelu.</summary>
    [Benchmark]
    [MultiplyAdds(DefaultNetwork.Expand)]
    public void Expand() => Convolve(
        trunk!, expanded!, expanded!, Bench.Layout.Expand(0), Bench.Layout.PackedExpand(0),
        Bench.Layout.GroupWidth, 2 * Bench.Layout.GroupWidth, PointwiseResult.Gelu);

    /// <summary>A block's second layer: depthwise K x K convolution and gelu.</summary>
    [Benchmark(Description = nameof(Depthwise))]
    [MultiplyAdds(DefaultNetwork.Depthwise)]
    public void Filter()
    {
        Bench.Launcher.RunGroups<Depthwise, Depthwise.Arguments>(new Depthwise.Arguments
        {
            Input = expanded!.Planes,
            Output = filtered!.Planes,
            Weights = Bench.Network.Weights.View.SubView(Bench.Layout.Depthwise(0)),
            Channels = 2 * Bench.Layout.TotalWidth,
            KernelSize = Bench.Layout.KernelSize,
            Readable = Bench.Area,
            Target = Bench.Area,
        });
        Bench.Launcher.Finish();
    }

    /// <summary>A block's last layer: 1 x 1 convolution, added to the trunk.</summary>
    [Benchmark]
    [MultiplyAdds(DefaultNetwork.Project)]
    public void Project() => Convolve(
        filtered!, nextTrunk!, trunk!, Bench.Layout.Project(0), Bench.Layout.PackedProject(0),
        2 * Bench.Layout.GroupWidth, Bench.Layout.GroupWidth, PointwiseResult.Residual);

    /// <summary>1 x 1 convolution and tanh.</summary>
    [Benchmark(Description = "Decoder")]
    [MultiplyAdds(DefaultNetwork.Decoder)]
    public void Decode() => Convolve(
        trunk!, Bench.Proposals, Bench.Proposals, Bench.Layout.Decoder, Bench.Layout.PackedDecoder,
        Bench.Layout.GroupWidth, Bench.Layout.GroupOutputs, PointwiseResult.Tanh);

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        bench!.Dispose();
    }

    private void Convolve(
        PlaneBuffer input, PlaneBuffer output, PlaneBuffer residual, long weights, long packed, int inputs, int outputs, PointwiseResult result)
    {
        Bench.Launcher.RunGroups<Pointwise, Pointwise.Arguments>(new Pointwise.Arguments
        {
            Input = input.Planes,
            Output = output.Planes,
            Residual = residual.Planes,
            Weights = Bench.Network.Weights.View.SubView(weights),
            Packed = Bench.Network.Packed(packed),
            Groups = Bench.Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Result = result,
            Target = Bench.Area,
        });
        Bench.Launcher.Finish();
    }
}
