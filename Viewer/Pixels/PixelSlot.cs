using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Viewer.OpenGl;
using ILGPU;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>
/// Memory for one picture, which a world's device writes and OpenGL reads in turn. The window's thread, whose OpenGL context
/// must be current, lends it; the world's thread writes and delivers; the window's thread uploads.
/// </summary>
internal abstract class PixelSlot : IPictureMemory
{
    /// <summary>Where a kernel writes: memory of the world's device. Valid from <see cref="Lend"/> to <see cref="Deliver"/>.</summary>
    public abstract ArrayView<uint> View { get; }

    /// <summary>Whether OpenGL has read what <see cref="Upload"/> gave it, so that <see cref="Lend"/> does not wait. On the window's thread.</summary>
    public abstract bool IsRead { get; }

    /// <summary>Takes the memory from OpenGL, so that a kernel may write. On the window's thread.</summary>
    public abstract void Lend();

    /// <summary>Brings what was written to where OpenGL reads. On the world's thread, after the kernel has finished.</summary>
    /// <param name="pixels">How many pixels were written, from the first on.</param>
    public abstract void Deliver(int pixels);

    /// <summary>
    /// Makes the first pixels, in rows without gaps, the content of a texture, without waiting for it. On the window's thread.
    /// </summary>
    public abstract void Upload(Texture texture, int width, int height);

    /// <summary>Gives the memory back. On the window's thread, while nobody writes.</summary>
    public abstract void Dispose();
}
