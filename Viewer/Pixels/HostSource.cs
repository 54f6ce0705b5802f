using System.Runtime.InteropServices;
using GpuEcosystem.Viewer.OpenGl;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>Ordinary memory, which OpenGL has read when an upload returns.</summary>
internal sealed unsafe class HostSource(int pixels) : IPixelSource
{
    public uint* Memory { get; } = (uint*)NativeMemory.AllocZeroed((nuint)pixels, sizeof(uint));

    public bool IsRead => true;

    public void WaitUntilRead()
    {
    }

    public void Upload(Texture texture, int width, int height) => texture.Write(width, height, Memory);

    public void Dispose() => NativeMemory.Free(Memory);
}
