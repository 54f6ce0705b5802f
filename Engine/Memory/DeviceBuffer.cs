using GpuEcosystem.Engine.Devices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Memory of a device, zeroed at the start.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed unsafe class DeviceBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBook? book;
    private MemoryBuffer? buffer;
    private void* aligned;

    private DeviceBuffer(long length, MemoryBook? book, MemoryBuffer? buffer, ArrayView<T> view, void* aligned)
    {
        this.book = book;
        this.buffer = buffer;
        this.aligned = aligned;
        Length = length;
        View = view;
    }

    /// <summary>The elements, as kernels see them.</summary>
    public ArrayView<T> View { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Copies elements to the host, after everything that the stream was given before.</summary>
    public void Read(AcceleratorStream stream, long first, Span<T> target)
    {
        if (target.Length > 0)
        {
            HostCopy.Read(View.SubView(first, target.Length), stream, target);
        }
    }

    /// <summary>Copies elements from the host.</summary>
    public void Write(AcceleratorStream stream, long first, ReadOnlySpan<T> source)
    {
        if (source.Length > 0)
        {
            HostCopy.Write(View.SubView(first, source.Length), stream, source);
        }
    }

    /// <summary>Queues a copy of all elements into a buffer of the same length.</summary>
    public void CopyTo(AcceleratorStream stream, DeviceBuffer<T> target) => View.CopyTo(stream, target.View);

    /// <summary>All elements.</summary>
    public T[] ReadAll(AcceleratorStream stream)
    {
        T[] values = new T[Length];
        Read(stream, 0, values);
        return values;
    }

    /// <summary>Some of the elements as a buffer of their own, which lives as long as this one and has nothing to give back.</summary>
    internal DeviceBuffer<T> Part(long first, long length) =>
        new(length, null, null, View.IsValid ? View.SubView(first, length) : default, null);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer is null)
        {
            return;
        }

        buffer.Dispose();
        buffer = null;
        HostMemory.Free(aligned);
        aligned = null;
        book!.GiveBack(Length * sizeof(T));
    }

    /// <summary>A buffer that has no memory, to count by.</summary>
    internal static DeviceBuffer<T> WithoutMemory(long length) => new(AtLeastOne(length), null, null, default, null);

    internal static DeviceBuffer<T> Create(ComputeDevice device, long length)
    {
        length = AtLeastOne(length);
        long bytes = checked(length * sizeof(T));
        if (!device.Memory.TryTake(bytes))
        {
            throw OutOfMemory(device, bytes);
        }

        try
        {
            return device.Accelerator is CPUAccelerator cpu ? OfHost(device, cpu, length) : OfDevice(device, length);
        }
        catch
        {
            device.Memory.GiveBack(bytes);
            throw;
        }
    }

    // A view of nothing cannot be passed to a kernel.
    private static long AtLeastOne(long length) => Math.Max(1, length);

    private static DeviceBuffer<T> OfDevice(ComputeDevice device, long length)
    {
        if (device.Description.Kind == DeviceKind.OpenCL && length > int.MaxValue)
        {
            throw new UserException("the world is too large for OpenCL, whose buffers hold at most 2^31 numbers here");
        }

        MemoryBuffer1D<T, Stride1D.Dense>? memory = null;
        try
        {
            memory = device.Accelerator.Allocate1D<T>(length);
            memory.MemSetToZero();

            // Whoever waits for a whole GPU breaks the graph that another world may be making.
            device.Accelerator.DefaultStream.Synchronize();
            return new DeviceBuffer<T>(length, device.Memory, memory, memory.View, null);
        }
        catch (Exception exception) when (DriverError.IsOutOfMemory(exception))
        {
            memory?.Dispose();
            throw OutOfMemory(device, length * sizeof(T));
        }
        catch (AcceleratorException exception)
        {
            memory?.Dispose();
            throw new UserException($"{device.Description.Id} failed when asked for memory: {DriverError.Explain(exception)}", exception);
        }
    }

    // ILGPU's own CPU memory is aligned to 16 bytes.
    private static DeviceBuffer<T> OfHost(ComputeDevice device, CPUAccelerator cpu, long length)
    {
        void* pointer;
        try
        {
            pointer = HostMemory.Allocate(checked((nuint)length * (nuint)sizeof(T)));
        }
        catch (OutOfMemoryException)
        {
            throw OutOfMemory(device, length * sizeof(T));
        }

        CPUMemoryBuffer wrapped = CPUMemoryBuffer.Create(cpu, (nint)pointer, length, sizeof(T));
        return new DeviceBuffer<T>(length, device.Memory, wrapped, wrapped.AsArrayView<T>(0, length), pointer);
    }

    private static UserException OutOfMemory(ComputeDevice device, long bytes) => new(
        $"{device.Description.Id} has no room for another {Size(bytes)}; a smaller world would fit");

    private static string Size(long bytes) =>
        bytes < 1 << 20 ? FormattableString.Invariant($"{bytes / 1024.0:N1} KiB") : FormattableString.Invariant($"{bytes / 1048576.0:N0} MiB");
}
