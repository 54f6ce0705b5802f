using Xunit;

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>The page about the kernels on CUDA is current, and the hot kernels are what it promises.</summary>
public class CudaKernelReportTests
{
    private const int SharedBytesOfAnyGpu = 48 * 1024;

    /// <summary>The kernels in which nearly all arithmetic happens.</summary>
    public static TheoryData<string> HotKernels => [.. KernelModel.Default.Select(model => model.Operation).Distinct()];

    [Fact]
    public void The_page_is_current() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "cuda-kernels.md"), CudaKernelReport.Generate());

    /// <summary>Sums lie in registers, groups fit every GPU, and each round has work for many multiply-adds.</summary>
    [Theory]
    [MemberData(nameof(HotKernels))]
    public void Hot_kernels_are_wide(string kernel)
    {
        PtxFacts facts = CudaKernelReport.Newest(kernel);
        Assert.Equal(0, facts.LocalBytes);
        Assert.InRange(facts.SharedBytes, 0, SharedBytesOfAnyGpu);
        Assert.True(facts.MultiplyAdds >= 8, $"{facts.MultiplyAdds} multiply-adds in the inner block");
        Assert.True(facts.SharedLoads < 1.2 * facts.MultiplyAdds, $"{facts.SharedLoads} shared loads");
    }

    /// <summary>
    /// Much of what a product's inner block does is multiply and add, more than the text shows: ptxas 11.8 makes 86 % (TiledEncoder),
    /// 78 % (ResidualBlock's products) and 57 % (Pointwise) of it. A depthwise one loads a number for each few.
    /// </summary>
    [Theory]
    [InlineData("TiledEncoder", 0.5)]
    [InlineData("ResidualBlock", 0.4)]
    [InlineData("Encoder", 0.4)]
    [InlineData("Pointwise", 0.4)]
    [InlineData("PointwiseInputGradient", 0.4)]
    [InlineData("PointwiseWeightGradient", 0.5)]
    [InlineData("EncoderGradient", 0.5)]
    [InlineData("Depthwise", 0.25)]
    public void Inner_blocks_multiply(string kernel, double share)
    {
        PtxFacts facts = CudaKernelReport.Newest(kernel);
        Assert.True(facts.MultiplyAdds >= share * facts.Instructions, $"{facts.MultiplyAdds} of {facts.Instructions}");
    }

    /// <summary>Matrix products read a number from global memory for at least eight multiply-adds.</summary>
    [Theory]
    [InlineData("TiledEncoder")]
    [InlineData("ResidualBlock")]
    [InlineData("Encoder")]
    [InlineData("Pointwise")]
    [InlineData("PointwiseInputGradient")]
    [InlineData("PointwiseWeightGradient")]
    [InlineData("EncoderGradient")]
    public void Products_read_little(string kernel)
    {
        PtxFacts facts = CudaKernelReport.Newest(kernel);
        Assert.True(8 * facts.GlobalLoads <= facts.MultiplyAdds, $"{facts.GlobalLoads} loads for {facts.MultiplyAdds}");
    }
}
