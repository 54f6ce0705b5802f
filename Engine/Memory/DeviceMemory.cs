using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Asks devices for memory.</summary>
public static class DeviceMemory
{
    /// <summary>Allocates zeroed memory.</summary>
    /// <param name="device">Where.</param>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="UserException">The device cannot give that much, or worlds have taken too much of it.</exception>
    public static DeviceBuffer<T> Allocate<T>(this ComputeDevice device, long length)
        where T : unmanaged => DeviceBuffer<T>.Create(device, length);
}
