using System.Collections.Immutable;
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
    // Buffers that share memory begin on cache lines, as others do.
    private const int FloatsOfLine = 16;

    private readonly Stack<IDisposable> buffers = [];
    private DeviceBuffer<float>? room;
    private long end;

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

    /// <summary>Makes things of which no two are used at the same time, in memory that they share: as much as the largest needs.</summary>
    /// <param name="makers">Each makes one of them, of floats alone; where there are several, what they find there is not 0.</param>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public ImmutableArray<T> MakeInTurn<T>(IEnumerable<Func<DeviceArena, T>> makers)
    {
        ImmutableArray<Func<DeviceArena, T>> all = [.. makers];
        if (all.Length == 1)
        {
            return [all[0](this)];
        }

        DeviceBuffer<float> shared = Allocate<float>(all.Max(make => FloatsOf(make)));
        return [.. all.Select(make => make(new DeviceArena(launcher, onlyCounts) { room = shared }))];
    }

    /// <summary>Allocates zeroed memory.</summary>
    /// <exception cref="UserException">The device cannot give that much.</exception>
    public DeviceBuffer<T> Allocate<T>(long length)
        where T : unmanaged
    {
        if (room is not null)
        {
            return (DeviceBuffer<T>)(object)TakeRoom(length);
        }

        DeviceBuffer<T> buffer = onlyCounts ? DeviceBuffer<T>.WithoutMemory(length) : Device.Allocate<T>(length);
        Bytes = checked(Bytes + buffer.Length * sizeof(T));
        end += InLines(buffer.Length);
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

    private static long InLines(long floats) => (floats + FloatsOfLine - 1) / FloatsOfLine * FloatsOfLine;

    private long FloatsOf<T>(Func<DeviceArena, T> make)
    {
        DeviceArena counting = new(launcher, onlyCounts: true);
        make(counting);
        return counting.end;
    }

    private DeviceBuffer<float> TakeRoom(long length)
    {
        DeviceBuffer<float> part = room!.Part(end, Math.Max(1, length));
        end += InLines(part.Length);
        return part;
    }
}
