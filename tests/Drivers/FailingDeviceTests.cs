using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Tests.Cli;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace GpuEcosystem.Tests.Drivers;

/// <summary>What fails after a device has opened is told with its cause, in one line and with exit code 2.</summary>
public sealed class FailingDeviceTests : IDisposable
{
    private readonly FakeDrivers drivers = new();

    public void Dispose() => drivers.Dispose();

    [Theory]
    [InlineData("FAKE_KERNEL=218", "update the NVIDIA driver (CUDA error 218, CUDA_ERROR_INVALID_PTX): ptxas error : Feature 'x' is not there")]
    [InlineData("FAKE_ALLOCATION=2", "cuda:0 has no room for another")]
    [InlineData("FAKE_ALLOCATION=700", "cuda:0 failed when asked for memory: what the driver calls it (CUDA error 700, CUDA_ERROR_ILLEGAL_ADDRESS)")]
    [InlineData("FAKE_LAUNCH=701", "what the driver calls it (CUDA error 701, CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES)")]
    public void CudaNamesTheCause(string settings, string cause)
    {
        drivers.Compile("cuda.c", FakeDrivers.CudaLibrary);
        Fails(settings, cause);
    }

    [Theory]
    [InlineData("FAKE_KERNEL=-11", "CL_BUILD_PROGRAM_FAILURE): kernel.cl:3:7: error: no such function 'x'; 1 error generated.")]
    [InlineData("FAKE_ALLOCATION=-4", "opencl:0 has no room for another")]
    [InlineData("FAKE_ALLOCATION=-61", "opencl:0 has no room for another")]
    [InlineData("FAKE_ALLOCATION=-34", "opencl:0 failed when asked for memory: the OpenCL driver failed (OpenCL error -34, CL_INVALID_CONTEXT)")]
    [InlineData("FAKE_ARGUMENT=-51", "the OpenCL driver failed (OpenCL error -51, CL_INVALID_ARG_SIZE)")]
    public void OpenClNamesTheCause(string settings, string cause)
    {
        drivers.Compile("opencl.c", FakeDrivers.OpenClLibrary);
        Fails(settings, cause);
    }

    /// <summary>Errors that users can do something about say what.</summary>
    [Theory]
    [InlineData(2, "the GPU has no memory left (CUDA error 2, CUDA_ERROR_OUT_OF_MEMORY)")]
    [InlineData(3, "the NVIDIA driver does not start; restart")]
    [InlineData(34, "stubs folder out of LD_LIBRARY_PATH (CUDA error 34)")]
    [InlineData(35, "update the NVIDIA driver (CUDA error 35)")]
    [InlineData(101, "nvidia-smi shows whether the system still sees it")]
    [InlineData(218, "update the NVIDIA driver")]
    [InlineData(222, "update the NVIDIA driver")]
    [InlineData(304, "look at the rights of /dev/nvidia*")]
    [InlineData(802, "start nvidia-fabricmanager")]
    [InlineData(804, "remove it and update the NVIDIA driver")]
    [InlineData(12345, "the NVIDIA driver failed (CUDA error 12345)")]
    public void ErrorsSayWhatHelps(int error, string help) => Assert.Contains(help, DriverError.Explain((CudaError)error));

    [Fact]
    public void OnlyTooLittleMemoryIsTooLittleMemory()
    {
        Assert.True(DriverError.IsOutOfMemory(new OutOfMemoryException()));
        Assert.True(DriverError.IsOutOfMemory(new CLException(CLError.CL_OUT_OF_RESOURCES)));
        Assert.False(DriverError.IsOutOfMemory(new CLException(CLError.CL_INVALID_CONTEXT)));
        Assert.False(DriverError.IsOutOfMemory(new CudaException("something else")));
        Assert.False(DriverError.IsOutOfMemory(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("\n \0rest of the buffer", "")]
    [InlineData("note: a\nnote: b\n\nnote: c\nnote: d", "note: a; note: b; note: c")]
    [InlineData("note: a\n  x: Error: b \r\nnote: c\nerror d\n\0", "x: Error: b; error d")]
    public void LogsBecomeOneLine(string? log, string line) => Assert.Equal(line, DriverError.Digest(log));

    [Fact]
    public void LongLinesOfALogAreCut() =>
        Assert.Equal(new string('x', 200) + "...", DriverError.Digest(new string('x', 201)));

    private void Fails(string settings, string cause)
    {
        Invocation result = drivers.Run(settings, "run", "--preset", "small", "--size", "8", "--steps", "1");
        Assert.Equal(2, result.ExitCode);
        string line = result.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith("gpueco: ", line);
        Assert.Contains(cause, line);
        Assert.Equal(2, result.Error.Count(character => character == '\n'));
    }
}
