using Xunit;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>Occupancy is limited by whatever runs out first.</summary>
public class OccupancyTests
{
    [Theory]
    [InlineData("sm_90", 32, 0, 1.0)] // nothing: 8 groups of 8 warps
    [InlineData("sm_90", 33, 0, 0.75)] // 40 registers: 51 warps, 6 groups
    [InlineData("sm_86", 64, 0, 32.0 / 48)] // registers: 32 warps
    [InlineData("sm_90", 255, 0, 0.125)] // registers: 8 warps
    [InlineData("sm_50", 32, 32 * 1024, 0.25)] // shared memory: 2 groups
    [InlineData("sm_86", 32, 50 * 1024, 8.0 / 48)] // with what is reserved only one of two groups
    public void Share_is_that_of_the_scarcest(string architecture, int registers, int sharedBytes, double share) =>
        Assert.Equal(share, Occupancy.Of[architecture].Share(new KernelFigures("", architecture, 32, registers, sharedBytes, 0, ""), 256), 6);
}
