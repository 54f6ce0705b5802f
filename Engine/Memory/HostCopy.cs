using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Copies between a device and the host that are done when they return.</summary>
internal static unsafe class HostCopy
{
    /// <summary>Copies all of a view to the host, after everything that the stream was given before.</summary>
    public static void Read<T>(ArrayView<T> view, AcceleratorStream stream, Span<T> target)
        where T : unmanaged
    {
        // The target stays where it is until the device has written all of it.
        fixed (T* pinned = target)
        {
            view.CopyToCPUUnsafeAsync(stream, ref *pinned, target.Length);
            stream.Synchronize();
        }
    }

    /// <summary>Replaces all of a view.</summary>
    public static void Write<T>(ArrayView<T> view, AcceleratorStream stream, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        fixed (T* pinned = source)
        {
            view.CopyFromCPUUnsafeAsync(stream, ref *pinned, source.Length);
            stream.Synchronize();
        }
    }
}
