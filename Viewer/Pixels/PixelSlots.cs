using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>Slots for pictures of one world, all on the shortest way that its device and OpenGL offer.</summary>
internal sealed class PixelSlots : IDisposable
{
    private PixelSlots(PixelPath path, string reason, IReadOnlyList<PixelSlot> slots, int capacity)
    {
        Path = path;
        Reason = reason;
        Slots = slots;
        Capacity = capacity;
    }

    /// <summary>The way that pixels take.</summary>
    public PixelPath Path { get; }

    /// <summary>Why they take it: a phrase.</summary>
    public string Reason { get; }

    /// <summary>The slots.</summary>
    public IReadOnlyList<PixelSlot> Slots { get; }

    /// <summary>Pixels of a slot.</summary>
    public int Capacity { get; }

    /// <summary>Opens slots, on the window's thread.</summary>
    /// <param name="gl">The window's OpenGL, which must be current.</param>
    /// <param name="device">The world's device.</param>
    /// <param name="pixels">Pixels of a slot.</param>
    /// <param name="count">Number of slots.</param>
    /// <param name="features">What may be used.</param>
    public static PixelSlots Open(
        GL gl, ComputeDevice device, int pixels, int count, PixelFeatures features = PixelFeatures.All)
    {
        bool maps = features.HasFlag(PixelFeatures.Mapping) && MappedSource.IsOffered(gl);
        bool shares = features.HasFlag(PixelFeatures.Sharing);
        string obstacle;
        if (device.Accelerator is CPUAccelerator cpu)
        {
            obstacle = "OpenGL does not share its memory";
            if (maps && shares && TryOpenAll(count, () => OpenMapped(gl, cpu, pixels)) is { } mapped)
            {
                return new PixelSlots(PixelPath.HostMapped, "the CPU writes where OpenGL reads", mapped, pixels);
            }
        }
        else if (device.Accelerator is CudaAccelerator cuda)
        {
            obstacle = "CUDA does not share memory with OpenGL";
            if (shares && TryOpenCuda(gl, cuda, pixels, count, ref obstacle) is { } registered)
            {
                return new PixelSlots(PixelPath.CudaInterop, "CUDA writes where OpenGL reads", registered, pixels);
            }
        }
        else
        {
            obstacle = "OpenCL does not share memory with OpenGL here";
        }

        PixelSlot[] copies = TryOpenAll(count, () => OpenCopy(gl, device, pixels, maps))!;
        return new PixelSlots(PixelPath.Copy, obstacle, copies, pixels);
    }

    /// <summary>Gives all memory back, on the window's thread, while nobody writes.</summary>
    public void Dispose()
    {
        foreach (PixelSlot slot in Slots)
        {
            slot.Dispose();
        }
    }

    private static HostMappedSlot? OpenMapped(GL gl, CPUAccelerator cpu, int pixels) =>
        MappedSource.TryOpen(gl, pixels) is { } source ? new HostMappedSlot(cpu, source, pixels) : null;

    private static CopySlot OpenCopy(GL gl, ComputeDevice device, int pixels, bool maps)
    {
        DeviceBuffer<uint> buffer = device.Allocate<uint>(pixels);
        IPixelSource? source = maps ? MappedSource.TryOpen(gl, pixels) : null;
        return new CopySlot(device, buffer, source ?? new HostSource(pixels));
    }

    // Whatever the driver does not like about it, there is another way.
    private static PixelSlot[]? TryOpenCuda(GL gl, CudaAccelerator cuda, int pixels, int count, ref string obstacle)
    {
        try
        {
            string? reason = CudaDriver.TryLoad() ? CudaSlot.Obstacle(cuda) : "the CUDA driver is missing";
            if (reason is null)
            {
                return TryOpenAll(count, () => new CudaSlot(gl, cuda, pixels));
            }

            obstacle = reason;
        }
        catch (Exception exception) when (exception is InvalidOperationException or EntryPointNotFoundException or AcceleratorException)
        {
            obstacle = exception.Message;
        }

        return null;
    }

    private static PixelSlot[]? TryOpenAll(int count, Func<PixelSlot?> open)
    {
        List<PixelSlot> opened = [];
        try
        {
            while (opened.Count < count && open() is { } slot)
            {
                opened.Add(slot);
            }

            return opened.Count == count ? [.. opened] : null;
        }
        finally
        {
            if (opened.Count < count)
            {
                opened.ForEach(slot => slot.Dispose());
            }
        }
    }
}
