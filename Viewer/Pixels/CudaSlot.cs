using ILGPU;
using ILGPU.Runtime.Cuda;
using Silk.NET.OpenGL;
using Texture = GpuEcosystem.Viewer.OpenGl.Texture;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>
/// A slot in OpenGL's memory on the GPU, which CUDA maps for as long as a kernel may write. Mapping and unmapping need the
/// OpenGL context and so happen on the window's thread.
/// </summary>
internal sealed unsafe class CudaSlot : PixelSlot
{
    private readonly GL gl;
    private readonly CudaAccelerator accelerator;
    private readonly ExternalCudaBuffer memory;
    private readonly ReadFence fence;
    private readonly uint buffer;
    private readonly nint resource;
    private bool mapped;

    /// <exception cref="InvalidOperationException">CUDA and OpenGL cannot share memory.</exception>
    public CudaSlot(GL gl, CudaAccelerator accelerator, int pixels)
    {
        this.gl = gl;
        this.accelerator = accelerator;
        buffer = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, buffer);
        gl.BufferData(
            BufferTargetARB.PixelUnpackBuffer, (nuint)pixels * sizeof(uint), (void*)0, BufferUsageARB.StreamDraw);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
        memory = new ExternalCudaBuffer(accelerator, pixels, sizeof(uint));
        fence = new ReadFence(gl);
        try
        {
            using (accelerator.BindScoped())
            {
                CudaDriver.Check(CudaDriver.RegisterBuffer(out resource, buffer, CudaDriver.WriteDiscard));
            }

            // What cannot be mapped must show now, not with the first picture.
            Lend();
            Unmap();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override ArrayView<uint> View => new(memory, 0, memory.Length);

    public override bool IsRead => fence.IsPassed;

    /// <summary>Why CUDA and the current OpenGL context cannot share memory, or null where they may.</summary>
    public static string? Obstacle(CudaAccelerator accelerator)
    {
        const int capacity = 16;
        int* devices = stackalloc int[capacity];
        uint count;
        using (accelerator.BindScoped())
        {
            CudaDriver.Check(CudaDriver.GetOpenGlDevices(out count, devices, capacity, CudaDriver.AllDevices));
        }

        bool same = new ReadOnlySpan<int>(devices, (int)count).Contains(accelerator.DeviceId);
        return same ? null : "OpenGL draws on another GPU";
    }

    public override void Lend()
    {
        fence.Wait();
        if (mapped)
        {
            return;
        }

        using (accelerator.BindScoped())
        {
            nint one = resource;
            CudaDriver.Check(CudaDriver.Map(1, &one, 0));
            mapped = true;
            CudaDriver.Check(CudaDriver.GetMappedPointer(out nint pointer, out _, resource));
            memory.MoveTo(pointer);

            // Mapping is in order with the default stream, and the world works on another.
            accelerator.DefaultStream.Synchronize();
        }
    }

    public override void Deliver(int pixels)
    {
    }

    public override void Upload(Texture texture, int width, int height)
    {
        Unmap();
        texture.WriteFromBuffer(width, height, buffer);
        fence.Set();
    }

    public override void Dispose()
    {
        if (resource != 0)
        {
            Unmap();
            using (accelerator.BindScoped())
            {
                // What the driver says to it changes nothing any more.
                _ = CudaDriver.Unregister(resource);
            }
        }

        memory.Dispose();
        fence.Dispose();
        gl.DeleteBuffer(buffer);
    }

    private void Unmap()
    {
        if (mapped)
        {
            using (accelerator.BindScoped())
            {
                nint one = resource;
                CudaDriver.Check(CudaDriver.Unmap(1, &one, 0));
            }

            mapped = false;
            memory.MoveTo(0);
        }
    }
}
