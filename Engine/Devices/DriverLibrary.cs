using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// The libraries behind which drivers stand, under the names that drivers and loaders install. ILGPU asks for those
/// that come with development packages only (<c>libcuda.so</c>, <c>libOpenCL.so</c>), and gets these in their place.
/// </summary>
internal static class DriverLibrary
{
    // What ILGPU imports from on Linux and macOS; Windows finds its names by itself.
    private const string CudaImport = "cuda";
    private const string OpenClImport = "OpenCL";

    static DriverLibrary() => NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);

    /// <summary>Whether a kind's library is there and whole.</summary>
    public static bool Exists(DeviceKind kind)
    {
        nint library = Load(kind, out _);
        if (library != 0)
        {
            NativeLibrary.Free(library);
        }

        return library != 0;
    }

    /// <summary>Loads a kind's library.</summary>
    /// <returns>The library, or 0 with what is wrong in <paramref name="trouble"/>, which is null where there is none.</returns>
    public static nint Load(DeviceKind kind, out string? trouble)
    {
        trouble = null;
        foreach (string name in Names(kind))
        {
            try
            {
                return NativeLibrary.Load(name);
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                string reason = exception.Message.TrimEnd().Split('\n')[^1];
                trouble ??= IsAbsent(name, reason) ? null : $"{name} does not load ({reason})";
            }
        }

        return 0;
    }

    private static string[] Names(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda when OperatingSystem.IsWindows() => ["nvcuda.dll"],
        DeviceKind.Cuda => ["libcuda.so.1", "libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1"],
        _ when OperatingSystem.IsWindows() => ["OpenCL.dll"],
        _ when OperatingSystem.IsMacOS() => ["/System/Library/Frameworks/OpenCL.framework/OpenCL"],
        _ => ["libOpenCL.so.1", "libOpenCL.so"],
    };

    // The linker says the same of a library that needs another one; it names that one then.
    private static bool IsAbsent(string name, string reason) =>
        !OperatingSystem.IsLinux() || reason.StartsWith($"{name}: cannot open shared object file", StringComparison.Ordinal);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        CudaImport => Load(DeviceKind.Cuda, out _),
        OpenClImport => Load(DeviceKind.OpenCL, out _),
        _ => 0,
    };
}
