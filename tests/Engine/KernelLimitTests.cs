using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Profiling;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A GPU with 100 multiprocessors of 2048 threads, and an operation that needs 0.5 ms at least.</summary>
public class KernelLimitTests
{
    private static readonly MachinePeaks peaks = new(PeakGflops: 1000, PeakGBs: 100);

    /// <summary>Few groups are named where there is a multiprocessor without one and the time is not explained otherwise.</summary>
    [Theory]
    [InlineData(99, 2, "few groups")]
    [InlineData(100, 2, "arithmetic")]
    [InlineData(99, 0.9, "arithmetic")]
    public void Few_groups_are_a_limit(long groups, double milliseconds, string limit) =>
        Assert.Equal(limit, Of(new LaunchShape(groups, 256), milliseconds).Name);

    /// <summary>Eight groups of 256 threads fit a multiprocessor, and at least one of any size does.</summary>
    [Theory]
    [InlineData(1600, 256, 2)]
    [InlineData(200, 256, 0.25)]
    [InlineData(150, 4096, 1.5)]
    public void Waves_fill_the_device(long groups, int threads, double waves) =>
        Assert.Equal(waves, Of(new LaunchShape(groups, threads), milliseconds: 2).Waves!.Value, 1e-9);

    private static KernelLimit Of(LaunchShape shape, double milliseconds)
    {
        KernelProfile kernel = new("Encoder", 1, milliseconds, Gflops: 250, GBs: 5, LeastMilliseconds: 0.5) { Shape = shape };
        return KernelLimit.Of(kernel, peaks, new LaunchCost(1, 1, 1), multiprocessors: 100, threadsPerMultiprocessor: 2048);
    }
}
