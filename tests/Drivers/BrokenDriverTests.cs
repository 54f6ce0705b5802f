using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Drivers;

/// <summary>
/// However a driver fails, its kind has one row that says why, <c>auto</c> goes on to the next kind, and whoever asked for
/// that driver gets the reason in one line and exit code 2.
/// </summary>
public sealed class BrokenDriverTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "8", "--steps", "0"];

    private readonly FakeDrivers drivers = new();

    public void Dispose() => drivers.Dispose();

    [Theory]
    [InlineData("FAKE_INIT=100", "finds no GPU")]
    [InlineData("FAKE_COUNT=0", "finds no GPU")]
    [InlineData("FAKE_INIT=100 CUDA_VISIBLE_DEVICES=", "CUDA_VISIBLE_DEVICES is '', which hides every GPU; unset it")]
    [InlineData("FAKE_COUNT=0 CUDA_VISIBLE_DEVICES=7", "CUDA_VISIBLE_DEVICES is '7', which hides every GPU; unset it")]
    [InlineData("FAKE_INIT=803", "updated while the old one is still running; restart the machine")]
    [InlineData("FAKE_INIT=999", "does not start; restart")]
    [InlineData("FAKE_CAPABILITY=21", "compute capability is 2.1, and 3.0 is needed")]
    [InlineData("FAKE_VERSION=8000", "knows CUDA 8.0, and this GPU needs 11.1 here; update it")]
    [InlineData("FAKE_VERSION=8000 FAKE_CAPABILITY=60", "knows CUDA 8.0, and this GPU needs 9.0 here; update it")]
    [InlineData("FAKE_MODE=2", "compute mode is Prohibited")]
    [InlineData("FAKE_CONTEXT=46", "in use by another program")]
    [InlineData("FAKE_CONTEXT=214", "cannot be corrected")]
    [InlineData("FAKE_CONTEXT=719", "what the driver calls it (CUDA error 719")]
    [InlineData("FAKE_MODULE=221", "install libnvidia-ptxjitcompiler")]
    [InlineData("FAKE_END=crash", "the NVIDIA driver crashes when asked for its devices (signal 11")]
    [InlineData("FAKE_END=abort", "(signal 6, saying: driver: assertion failed); restart the machine")]
    [InlineData("FAKE_END=exit", "(exit code 7)")]
    [InlineData("FAKE_END=hang GPUECO_DRIVER_SECONDS=2", "does not answer within 2 s")]
    public void CudaIsExplained(string settings, string reason)
    {
        drivers.Compile("cuda.c", FakeDrivers.CudaLibrary);
        Explained("cuda", settings, reason);
    }

    [Theory]
    [InlineData("FAKE_PLATFORMS=0", "the OpenCL loader finds no driver")]
    [InlineData("FAKE_COUNT=0", "the platform 'Fake platform' offers no device: it finds none")]
    [InlineData("FAKE_COUNT=0 FAKE_LISTING=-6", "the platform 'Fake platform' offers no device: the device has no memory left")]
    [InlineData("FAKE_AVAILABLE=0", "the device is not available")]
    [InlineData("FAKE_VERSION=1.1", "it speaks OpenCL C 1.1 and 1.2 is needed; update the driver")]
    [InlineData("FAKE_BITS=32", "its addresses have 32 bits")]
    [InlineData("FAKE_CONTEXT=-2", "the device is not available")]
    [InlineData("FAKE_BUILD=-3", "the driver has no compiler")]
    [InlineData("FAKE_BUILD=-11", "kernel.cl:3:7: error: no such function 'x'; 1 error generated.")]
    [InlineData("FAKE_END=crash", "an OpenCL driver crashes when asked for its devices (signal 11")]
    [InlineData("FAKE_END=abort", "(signal 6, saying: driver: assertion failed)")]
    [InlineData("FAKE_END=exit", "(exit code 7)")]
    [InlineData("FAKE_END=hang GPUECO_DRIVER_SECONDS=2", "does not answer within 2 s")]
    public void OpenClIsExplained(string settings, string reason)
    {
        drivers.Compile("opencl.c", FakeDrivers.OpenClLibrary);
        Explained("opencl", settings, reason);
    }

    /// <summary>A world starts although a driver before its device fails.</summary>
    [Theory]
    [InlineData("FAKE_INIT=100")]
    [InlineData("FAKE_END=crash")]
    [InlineData("FAKE_END=hang GPUECO_DRIVER_SECONDS=2")]
    public void AutoGoesOn(string settings)
    {
        drivers.Compile("cuda.c", FakeDrivers.CudaLibrary);
        drivers.Compile("opencl.c", FakeDrivers.OpenClLibrary);
        Invocation result = drivers.Run($"{settings} FAKE_PLATFORMS=0", Tiny);
        Assert.StartsWith("device cpu: ", result.Error);
        Assert.EndsWith("(no usable GPU was found)\n", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>The system's own loader, with one driver that fails.</summary>
    [Theory]
    [InlineData("FAKE_END=crash", "(signal 11")]
    [InlineData("FAKE_END=abort", "(signal 6, saying: driver: assertion failed)")]
    [InlineData("FAKE_END=hang GPUECO_DRIVER_SECONDS=2", "does not answer within 2 s")]
    public void DriversBehindALoaderAreExplained(string settings, string reason)
    {
        NeedLoader();
        drivers.Compile("opencl.c", "libfake.so");
        drivers.Write("fake.icd", drivers["libfake.so"] + "\n");
        Explained("opencl", settings, reason, $"look at {drivers.Path} (OCL_ICD_VENDORS)");
    }

    [Fact]
    public void ALoaderWithoutDriversIsExplained()
    {
        NeedLoader();
        Explained("opencl", "", $"the OpenCL loader finds no driver in {drivers.Path} (OCL_ICD_VENDORS); install your GPU's");
    }

    [Fact]
    public void ADriverThatIsNotThereIsNamed()
    {
        NeedLoader();
        string file = drivers.Write("gone.icd", "libgone.so.1\n");
        Explained("opencl", "", $"no OpenCL driver loads: {file}: libgone.so.1: cannot open shared object file");
    }

    [Theory]
    [InlineData("cuda", FakeDrivers.CudaLibrary, "the NVIDIA driver is damaged")]
    [InlineData("opencl", FakeDrivers.OpenClLibrary, "the OpenCL loader is damaged")]
    public void DamagedLibrariesAreExplained(string kind, string library, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the drivers are Linux libraries");
        drivers.Write(library, "no library");
        drivers.Write(Path.GetFileNameWithoutExtension(library), "no library");
        Explained(kind, "", reason, "install it again");
    }

    [Fact]
    public void LibrariesFor32BitsAreExplained()
    {
        drivers.Compile("cuda.c", FakeDrivers.CudaLibrary);
        byte[] library = File.ReadAllBytes(drivers[FakeDrivers.CudaLibrary]);
        library[4] = 1;
        File.WriteAllBytes(drivers[FakeDrivers.CudaLibrary], library);
        Explained("cuda", "", "ELFCLASS32", "install it again, for 64 bits");
    }

    [Theory]
    [InlineData("cuda", "cuInit", "its library has no cuInit")]
    [InlineData("cuda", "cuDeviceGetCount", "too old, update it: Unable to find an entry point named 'cuDeviceGetCount'")]
    [InlineData("cuda", "cuDeviceGetName", "too old, update it: Unable to find an entry point named 'cuDeviceGetName'")]
    [InlineData("opencl", "clGetDeviceIDs", "too old, update it: Unable to find an entry point named 'clGetDeviceIDs'")]
    public void MissingFunctionsAreExplained(string kind, string function, string reason)
    {
        string library = kind == "cuda" ? FakeDrivers.CudaLibrary : FakeDrivers.OpenClLibrary;
        drivers.Compile($"{kind}.c", library, $"-D{function}=none");
        Explained(kind, "", reason);
    }

    /// <summary>The names that drivers install are enough, and what a driver prints does no harm.</summary>
    [Theory]
    [InlineData("cuda.c", FakeDrivers.CudaLibrary, "cuda:0")]
    [InlineData("cuda.c", "libcuda.so", "cuda:0")]
    [InlineData("opencl.c", FakeDrivers.OpenClLibrary, "opencl:0")]
    public void TheNamesOfDriversAreEnough(string source, string library, string id)
    {
        Assert.SkipWhen(
            !library.EndsWith(".1", StringComparison.Ordinal) && NativeLibrary.TryLoad($"{library}.1", out _),
            $"the system has {library}.1, which comes first");
        drivers.Compile(source, library);
        Assert.Equal(id, (string)Assert.Single(List(""), device => (bool)device["chosen"]!)["id"]!);
        Assert.StartsWith($"device {id}: Fake GPU", drivers.Run("", Tiny).Error);
    }

    /// <summary>One of two GPUs is bad: the other keeps its number and is taken, also by its kind's name.</summary>
    [Theory]
    [InlineData("cuda", "cuda.c", FakeDrivers.CudaLibrary, "FAKE_COUNT=2 FAKE_BAD=0 FAKE_CONTEXT=214")]
    [InlineData("opencl", "opencl.c", FakeDrivers.OpenClLibrary, "FAKE_COUNT=2 FAKE_BAD=1 FAKE_CONTEXT=-5")]
    public void OneOfTwoStillWorks(string kind, string source, string library, string settings)
    {
        drivers.Compile(source, library);
        List<JsonObject> rows = List(settings).FindAll(device => (string)device["kind"]! == kind);
        Assert.Equal([$"{kind}:0", $"{kind}:1"], rows.Select(device => (string)device["id"]!));
        Assert.Equal([false, true], rows.Select(device => (bool)device["usable"]!));
        Assert.Equal([false, true], rows.Select(device => (bool)device["chosen"]!));

        Assert.StartsWith($"device {kind}:1: ", drivers.Run(settings, Tiny).Error);
        Assert.StartsWith($"device {kind}:1: ", drivers.Run(settings, [.. Tiny, "--device", kind]).Error);
        Invocation asked = drivers.Run(settings, [.. Tiny, "--device", $"{kind}:0"]);
        Assert.Equal(2, asked.ExitCode);
        Assert.Equal($"gpueco: {kind}:0 cannot be used: {rows[0]["reason"]}\n", asked.Error);
    }

    /// <summary>Whoever wants the CPU does not wait for drivers.</summary>
    [Fact]
    public void TheCpuAsksNoDriver()
    {
        drivers.Compile("cuda.c", FakeDrivers.CudaLibrary);
        drivers.Compile("opencl.c", FakeDrivers.OpenClLibrary);
        Invocation result = drivers.Run("FAKE_END=hang GPUECO_DRIVER_SECONDS=600", [.. Tiny, "--device", "cpu"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("device cpu: ", result.Error);
    }

    private void Explained(string kind, string settings, params string[] reasons)
    {
        List<JsonObject> devices = List(settings);
        JsonObject row = Assert.Single(devices, device => (string)device["kind"]! == kind);
        Assert.False((bool)row["usable"]!);
        string reason = (string)row["reason"]!;
        Assert.All(reasons, part => Assert.Contains(part, reason));
        Assert.DoesNotContain('\n', reason);

        JsonObject chosen = Assert.Single(devices, device => (bool)device["chosen"]!);
        Assert.NotEqual(kind, (string)chosen["kind"]!);

        Invocation asked = drivers.Run(settings, [.. Tiny, "--device", kind]);
        Assert.Equal($"gpueco: {row["id"]} cannot be used: {reason}\n", asked.Error);
        Assert.Empty(asked.Output);
        Assert.Equal(2, asked.ExitCode);
    }

    private List<JsonObject> List(string settings)
    {
        Invocation result = drivers.Run(settings, "devices", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        return [.. result.Json["devices"]!.AsArray().Select(device => device!.AsObject())];
    }

    private static void NeedLoader()
    {
        bool there = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(FakeDrivers.OpenClLibrary, out _);
        Assert.SkipUnless(there || Devices.IsBuildServer, "there is no OpenCL loader");
    }
}
