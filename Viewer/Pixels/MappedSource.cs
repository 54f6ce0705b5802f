using Silk.NET.OpenGL;
using Texture = GpuEcosystem.Viewer.OpenGl.Texture;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>A buffer of OpenGL's that stays in the host's address space while OpenGL reads it.</summary>
internal sealed unsafe class MappedSource : IPixelSource
{
    // Kernels on the CPU may read what they wrote.
    private const uint Access =
        (uint)(MapBufferAccessMask.WriteBit | MapBufferAccessMask.ReadBit | MapBufferAccessMask.PersistentBit | MapBufferAccessMask.CoherentBit);

    private readonly GL gl;
    private readonly uint buffer;
    private readonly ReadFence fence;

    private MappedSource(GL gl, uint buffer, uint* memory)
    {
        this.gl = gl;
        this.buffer = buffer;
        Memory = memory;
        fence = new ReadFence(gl);
    }

    public uint* Memory { get; }

    public bool IsRead => fence.IsPassed;

    /// <summary>Whether this OpenGL has such buffers.</summary>
    public static bool IsOffered(GL gl)
    {
        int major = gl.GetInteger(GetPName.MajorVersion);
        int minor = gl.GetInteger(GetPName.MinorVersion);
        return (major, minor).CompareTo((4, 4)) >= 0 || gl.IsExtensionPresent("GL_ARB_buffer_storage");
    }

    /// <summary>Opens one for a number of pixels; null where the driver has no room for it.</summary>
    public static MappedSource? TryOpen(GL gl, int pixels)
    {
        nuint bytes = (nuint)pixels * sizeof(uint);
        uint buffer = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, buffer);
        gl.BufferStorage(BufferStorageTarget.PixelUnpackBuffer, bytes, null, (BufferStorageMask)Access);
        void* memory = gl.MapBufferRange(BufferTargetARB.PixelUnpackBuffer, 0, bytes, (MapBufferAccessMask)Access);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
        if (memory is null)
        {
            gl.DeleteBuffer(buffer);
            return null;
        }

        return new MappedSource(gl, buffer, (uint*)memory);
    }

    public void WaitUntilRead() => fence.Wait();

    public void Upload(Texture texture, int width, int height)
    {
        texture.WriteFromBuffer(width, height, buffer);
        fence.Set();
    }

    public void Dispose()
    {
        fence.Dispose();

        // Which also ends the mapping.
        gl.DeleteBuffer(buffer);
    }
}
