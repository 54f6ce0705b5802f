using GpuEcosystem.Viewer;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>The first time is remembered, and where it cannot be nobody hears of it.</summary>
public sealed class FirstUseTests
{
    [Fact]
    public void There_is_one_first_time()
    {
        using TemporaryFolder home = new();
        Assert.True(FirstUse.Take(home["not there yet"]));
        Assert.False(FirstUse.Take(home["not there yet"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/proc/version")]
    [InlineData("/proc/no-home")]
    public void A_home_that_cannot_be_written_is_no_error(string home) => Assert.False(FirstUse.Take(home));
}
