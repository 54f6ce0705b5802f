using ILGPU;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>
/// Memory for one picture, which a world's device writes and whoever shows the world reads in turn. Its owner's thread lends
/// it, the world's thread writes and delivers.
/// </summary>
public interface IPictureMemory : IDisposable
{
    /// <summary>Where a kernel writes: memory of the world's device. Valid from <see cref="Lend"/> to <see cref="Deliver"/>.</summary>
    ArrayView<uint> View { get; }

    /// <summary>Whether what was delivered has been read, so that <see cref="Lend"/> does not wait. On the owner's thread.</summary>
    bool IsRead { get; }

    /// <summary>Makes the memory ready for a kernel to write. On the owner's thread.</summary>
    void Lend();

    /// <summary>Brings what was written to where it is read. On the world's thread, after the kernel has finished.</summary>
    /// <param name="pixels">How many pixels were written, from the first on.</param>
    void Deliver(int pixels);
}
