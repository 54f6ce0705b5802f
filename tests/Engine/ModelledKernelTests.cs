using GpuEcosystem.Engine.Diagnosis;
using GpuEcosystem.Engine.Profiling;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The model says which of arithmetic, memory and launches an operation cannot be faster than.</summary>
public class ModelledKernelTests
{
    private static readonly MachinePeaks peaks = new(PeakGflops: 1000, PeakGBs: 100);

    /// <summary>In 2 ms, ten launches that need 0.5 ms at least.</summary>
    [Theory]
    [InlineData(250, 5, 20, "arithmetic", 0.5)]
    [InlineData(0, 25, 20, "memory", 0.5)]
    [InlineData(250, 5, 80, "launches", 0.8)]
    public void The_limit_is_named(double gflops, double gBs, double microsecondsOfLaunch, string limit, double model)
    {
        KernelProfile kernel = new("Encoder", 10, 2, gflops, gBs, LeastMilliseconds: 0.5);
        ModelledKernel modelled = ModelledKernel.Of(kernel, peaks, new LaunchCost(1, 1, microsecondsOfLaunch));

        Assert.Equal(limit, modelled.Limit);
        Assert.Equal(model, modelled.ModelMilliseconds, 1e-9);
        Assert.Equal(0.5, ModelledKernel.Of(kernel, peaks, launch: null).ModelMilliseconds, 1e-9);
    }
}
