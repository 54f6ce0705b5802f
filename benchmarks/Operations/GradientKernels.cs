using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks.Residual;

namespace GpuEcosystem.Benchmarks;

/// <summary>The default networks over a training patch: the pass that keeps a tape, and the way back.</summary>
[BenchmarkCategory(Categories.Kernels, Categories.Quick, Categories.Deep)]
public class GradientKernels
{
    private NetworkBench? bench;
    private ResidualLearning? learning;
    private PlaneBuffer? outputGradient;

    /// <summary>Side of the patch.</summary>
    [Params(128)]
    public int Size { get; set; }

    private NetworkBench Bench => bench!;

    /// <summary>Runs both passes once and looks at the gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        bench = new NetworkBench(CheckedDevice.Open(), Size);
        DeviceBuffer<float> gradients = bench.Memory.Allocate<float>(bench.Layout.Length);
        learning = new ResidualLearning(bench.Memory, bench.Network, gradients, bench.Area);
        outputGradient = bench.Memory.Planes(bench.Proposals.Count, bench.Area);
        outputGradient.Write(bench.Launcher.Flush(), NetworkBench.Random(bench.Proposals.Count * bench.Area.Cells, -1, 1));
        TapedForward();
        CheckedDevice.RequireNumbers("proposals", bench.Read(bench.Proposals));
        Backward();
        CheckedDevice.RequireNumbers("gradients", gradients.ReadAll(bench.Launcher.Flush()));
    }

    /// <summary>From input to proposals.</summary>
    [Benchmark]
    [MultiplyAdds(DefaultNetwork.Forward)]
    public void TapedForward()
    {
        learning!.Forward(Bench.Input.Planes, Bench.Area, Bench.Proposals.Planes, dropoutRate: 0, worldSeed: 1, worldStep: 0);
        Bench.Launcher.Finish();
    }

    /// <summary>From the proposals' gradient to that of every weight.</summary>
    [Benchmark]
    [MultiplyAdds(DefaultNetwork.Backward)]
    public void Backward()
    {
        learning!.Backward(Bench.Input.Planes, outputGradient!.Planes);
        Bench.Launcher.Finish();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        bench!.Dispose();
    }
}
