using System.Runtime.InteropServices;
using GpuEcosystem.Viewer.Native;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>What the viewer calls of CUDA's driver: the part about OpenGL, which ILGPU leaves out.</summary>
internal static unsafe partial class CudaDriver
{
    public const uint AllDevices = 1;
    public const uint WriteDiscard = 2;

    private const string Library = "cuda";

    /// <summary>Loads the driver's library, unless it is there.</summary>
    public static bool TryLoad() =>
        NativeLibraries.TryLoad(Library, OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1");

    /// <exception cref="InvalidOperationException">The driver has refused something.</exception>
    public static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"the CUDA driver reports error {result}");
        }
    }

    [LibraryImport(Library, EntryPoint = "cuGLGetDevices_v2")]
    public static partial int GetOpenGlDevices(out uint count, int* devices, uint capacity, uint which);

    [LibraryImport(Library, EntryPoint = "cuGraphicsGLRegisterBuffer")]
    public static partial int RegisterBuffer(out nint resource, uint buffer, uint flags);

    [LibraryImport(Library, EntryPoint = "cuGraphicsUnregisterResource")]
    public static partial int Unregister(nint resource);

    [LibraryImport(Library, EntryPoint = "cuGraphicsMapResources")]
    public static partial int Map(uint count, nint* resources, nint stream);

    [LibraryImport(Library, EntryPoint = "cuGraphicsUnmapResources")]
    public static partial int Unmap(uint count, nint* resources, nint stream);

    [LibraryImport(Library, EntryPoint = "cuGraphicsResourceGetMappedPointer_v2")]
    public static partial int GetMappedPointer(out nint pointer, out nuint bytes, nint resource);
}
