using Xunit;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>The page about the kernels on OpenCL.</summary>
public class OpenClKernelReportTests
{
    [Fact]
    public void The_page_is_current() =>
        GeneratedFile.AssertCurrent(Path.Combine("docs", "opencl-kernels.md"), OpenClKernelReport.Generate());
}
