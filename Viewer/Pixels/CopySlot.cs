using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Viewer.OpenGl;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>A slot in the device's own memory, which is copied to where OpenGL reads.</summary>
internal sealed unsafe class CopySlot(ComputeDevice device, DeviceBuffer<uint> buffer, IPixelSource source) : PixelSlot
{
    public override ArrayView<uint> View => buffer.View;

    public override bool IsRead => source.IsRead;

    public override void Lend() => source.WaitUntilRead();

    public override void Deliver(int pixels)
    {
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        buffer.View.SubView(0, pixels).CopyToCPU(stream, ref *source.Memory, pixels);
        stream.Synchronize();
    }

    public override void Upload(Texture texture, int width, int height) => source.Upload(texture, width, height);

    public override void Dispose()
    {
        buffer.Dispose();
        source.Dispose();
    }
}
