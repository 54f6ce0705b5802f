using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Viewer.Native;

/// <summary>Native libraries that are the user's own, found at run time. An assembly has one place that resolves them.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, nint> loaded = new();

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Loads the first file there is, and lets imports find it.</summary>
    /// <param name="name">What the imports call it.</param>
    /// <param name="files">Where it may be.</param>
    public static bool TryLoad(string name, params ReadOnlySpan<string> files)
    {
        if (loaded.ContainsKey(name))
        {
            return true;
        }

        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                loaded.TryAdd(name, handle);
                return true;
            }
        }

        return false;
    }

    // Zero lets .NET search on: Skia's library is among the packages.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        loaded.TryGetValue(name, out nint handle) ? handle : 0;
}
