using System.Collections.Concurrent;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// What has been taken of a device's memory, by all worlds of this process together. There is one book for each device, however
/// often it is opened, and one for the host's memory, which the processor has under all its names.
/// </summary>
internal class MemoryBook
{
    // The rest is for the driver, for other programs, and for what a host keeps besides.
    private const double UsableShare = 0.85;

    private static readonly ConcurrentDictionary<string, MemoryBook> books = new(StringComparer.Ordinal);

    private long taken;

    /// <param name="capacity">Bytes that worlds may take.</param>
    public MemoryBook(long capacity) => Capacity = capacity;

    /// <summary>Bytes that worlds may take.</summary>
    public long Capacity { get; }

    /// <summary>Bytes that they have taken.</summary>
    public long Taken => Volatile.Read(ref taken);

    /// <summary>Bytes that are left.</summary>
    public long Free => Math.Max(0, Capacity - Taken);

    /// <summary>The book of a device.</summary>
    public static MemoryBook Of(DeviceDescription device) => books.GetOrAdd(
        device.Kind is DeviceKind.Cpu or DeviceKind.Simulated ? "host" : device.Id,
        _ => new MemoryBook((long)(device.MemoryBytes * UsableShare)));

    /// <summary>Takes bytes if so many are left.</summary>
    /// <returns>Whether they were.</returns>
    public virtual bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= Capacity)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives back bytes that were taken.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref taken, -bytes);
}
