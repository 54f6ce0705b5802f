using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Memory;

/// <summary>
/// Memory that is needed together: asked for piece by piece, and given back at once, when everything launched has run. An arena
/// that only counts says how much the same pieces would be.
/// </summary>
/// <param name="launcher">Launches what uses the memory.</param>
/// <param name="onlyCounts">Whether its buffers have no memory.</param>
internal sealed unsafe class DeviceArena(Launcher launcher, bool onlyCounts = false) : IDisposable
{
    private readonly Stack<IDisposable> buffers = [];

    /// <summary>Launches what uses the memory.</summary>
    public Launcher Launcher => launcher;

    /// <summary>Where the memory lies.</summary>
    public ComputeDevice Device => launcher.Device;

    /// <summary>Bytes of all pieces.</summary>
    public long Bytes { get; private set; }

    /// <summary>Makes something with an arena of its own, which is given back where there is not enough.</summary>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public static T Make<T>(Launcher launcher, Func<DeviceArena, T> make)
    {
        DeviceArena memory = new(launcher);
        try
        {
            return make(memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Allocates zeroed memory.</summary>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public DeviceBuffer<T> Allocate<T>(long length)
        where T : unmanaged
    {
        DeviceBuffer<T> buffer = onlyCounts ? DeviceBuffer<T>.WithoutMemory(length) : Device.Allocate<T>(length);
        Bytes = checked(Bytes + buffer.Length * sizeof(T));
        buffers.Push(buffer);
        return buffer;
    }

    /// <summary>Allocates planes of zeros.</summary>
    /// <param name="count">How many.</param>
    /// <param name="area">The rectangle that each holds.</param>
    /// <param name="spareRows">Rows that each has besides, to be rewritten in place.</param>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public PlaneBuffer Planes(int count, Area area, int spareRows = 0) => new(this, count, area, spareRows);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffers.Count > 0 && !onlyCounts)
        {
            launcher.Finish();
        }

        while (buffers.TryPop(out IDisposable? buffer))
        {
            buffer.Dispose();
        }
    }
}
