using BenchmarkDotNet.Attributes;

namespace GpuEcosystem.Benchmarks;

/// <summary>The default networks' forward pass, from the same weights and input, here and in ONNX Runtime; both on the CPU.</summary>
[BenchmarkCategory(Categories.Peers, Categories.Quick, Categories.Deep)]
public class Peers
{
    // What the specification's recorded numbers are held to as well.
    private const float Tolerance = 2e-5f;

    private NetworkBench? ours;
    private OnnxPeer? onnx;

    /// <summary>Side of the grid.</summary>
    [Params(128, 256)]
    public int Size { get; set; }

    /// <summary>Computes both and compares them.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ours = new NetworkBench(CheckedDevice.Open("cpu"), Size);
        onnx = new OnnxPeer(ours.Layout, ours.Weights, ours.Area, ours.InputValues);
        Ours();
        OnnxRuntime();
        float[] proposals = ours.Read(ours.Proposals);
        CheckedDevice.RequireNumbers("proposals", proposals);

        // Max propagates NaN, and NaN is not within the tolerance.
        float difference = proposals.Zip(onnx.Proposals, (one, other) => Math.Abs(one - other)).Aggregate(Math.Max);
        if (!(difference <= Tolerance))
        {
            throw new InvalidOperationException($"ONNX Runtime and we differ by {difference}");
        }

        Console.WriteLine($"// ONNX Runtime and we differ by {difference} at most");
    }

    /// <summary>Our networks.</summary>
    [Benchmark(Baseline = true)]
    [MultiplyAdds(DefaultNetwork.Forward)]
    public void Ours() => ours!.Propose();

    /// <summary>ONNX Runtime's.</summary>
    [Benchmark]
    [MultiplyAdds(DefaultNetwork.Forward)]
    public void OnnxRuntime() => onnx!.Propose();

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        onnx!.Dispose();
        ours!.Dispose();
    }
}
