using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.VirtualCuda;

/// <summary>
/// The virtual CUDA device: built once, beside the tests, for programs in processes of their own. Where it cannot be built,
/// tests skip by name; on the build server they fail.
/// </summary>
internal static class VirtualCudaDevice
{
    private static readonly Lazy<string?> obstacle = new(Build);

    /// <summary>Where its sources lie.</summary>
    public static string Sources { get; } = Path.Combine(AppContext.BaseDirectory, "virtual-cuda");

    /// <summary>Where its library lies, once it is built.</summary>
    public static string Library { get; } = Path.Combine(Sources, "built");

    /// <summary>What a process needs in order to find it in place of a GPU, or skips the test.</summary>
    public static Dictionary<string, string?> Environment()
    {
        Devices.Require(obstacle.Value);
        return new() { ["LD_LIBRARY_PATH"] = Library };
    }

    /// <summary>
    /// Counts what the device in this process finds in a kernel that is broken deliberately, from now on apart from what it
    /// finds in others; or skips the test where the device is a real GPU.
    /// </summary>
    /// <param name="kernel">A part of the kernel's name.</param>
    /// <returns>How much has been found so far in all such kernels.</returns>
    public static unsafe ulong ExpectFindings(string kernel)
    {
        nint library = NativeLibrary.Load("libcuda.so.1");
        Assert.SkipUnless(
            NativeLibrary.TryGetExport(library, "virtualCudaExpect", out nint expect), "a real GPU does not look for races");
        nint name = Marshal.StringToCoTaskMemUTF8(kernel);
        ulong found = ((delegate* unmanaged<nint, ulong>)expect)(name);
        Marshal.FreeCoTaskMem(name);
        return found;
    }

    private static string? Build()
    {
        if (!OperatingSystem.IsLinux() || !Fma.IsSupported)
        {
            return "the virtual CUDA device needs Linux and an x86-64 processor with FMA";
        }

        FileInfo built = new(Path.Combine(Library, "libcuda.so.1"));
        if (built.Exists && new DirectoryInfo(Sources).GetFiles().All(source => source.LastWriteTimeUtc < built.LastWriteTimeUtc))
        {
            return null;
        }

        Invocation build = ProgramProcess.RunCommand(new Dictionary<string, string?>(), ["sh", Path.Combine(Sources, "build.sh"), Library]);
        return build.ExitCode == 0 ? null : $"the virtual CUDA device was not built: {build.Error}";
    }
}
