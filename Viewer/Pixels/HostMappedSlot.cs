using GpuEcosystem.Viewer.OpenGl;
using ILGPU;
using ILGPU.Runtime.CPU;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>A slot whose memory the CPU's kernels and OpenGL share.</summary>
internal sealed unsafe class HostMappedSlot : PixelSlot
{
    private readonly MappedSource source;
    private readonly CPUMemoryBuffer buffer;

    public HostMappedSlot(CPUAccelerator accelerator, MappedSource source, int pixels)
    {
        this.source = source;
        buffer = CPUMemoryBuffer.Create(accelerator, (nint)source.Memory, pixels, sizeof(uint));
        View = buffer.AsArrayView<uint>(0, pixels);
    }

    public override ArrayView<uint> View { get; }

    public override bool IsRead => source.IsRead;

    public override void Lend() => source.WaitUntilRead();

    public override void Deliver(int pixels)
    {
    }

    public override void Upload(Texture texture, int width, int height) => source.Upload(texture, width, height);

    public override void Dispose()
    {
        buffer.Dispose();
        source.Dispose();
    }
}
