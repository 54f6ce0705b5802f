using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Runs single operations on a device, on numbers that a test gives.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly Launcher launcher;
    private readonly DeviceArena memory;

    public Workbench(ComputeDevice device)
    {
        launcher = new Launcher(device);
        memory = new DeviceArena(launcher);
    }

    /// <summary>Whether operations run their SIMD bodies.</summary>
    public bool RunsSimdBodies => launcher.Device.RunsSimdBodies;

    /// <summary>Planes of zeros.</summary>
    public PlaneBuffer Planes(int count, Area area) => memory.Planes(count, area);

    /// <summary>Planes with numbers, <c>[plane][y][x]</c>.</summary>
    public PlaneBuffer Planes(int count, Area area, float[] values)
    {
        PlaneBuffer planes = Planes(count, area);
        planes.Write(launcher.Flush(), values);
        return planes;
    }

    /// <summary>A buffer with numbers.</summary>
    public DeviceBuffer<T> Buffer<T>(params T[] values)
        where T : unmanaged
    {
        DeviceBuffer<T> buffer = memory.Allocate<T>(values.Length);
        buffer.Write(launcher.Flush(), 0, values);
        return buffer;
    }

    /// <summary>Runs an operation as the engine does.</summary>
    public void Run<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, IDeviceBody<TArguments>, ISimdBody<TArguments>
        where TArguments : struct =>
        launcher.Run<TOperation, TArguments>(arguments);

    /// <summary>Runs an operation of groups as the engine does.</summary>
    public void RunGroups<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, IGroupBody<TArguments>, ISimdBody<TArguments>
        where TArguments : struct =>
        launcher.RunGroups<TOperation, TArguments>(arguments);

    /// <summary>Runs an operation in groups of a given shape.</summary>
    public void RunGroups<TOperation, TArguments>(in TArguments arguments, GroupLimits limits)
        where TOperation : struct, IGroupBody<TArguments>
        where TArguments : struct
    {
        var kernel = launcher.Device.GroupKernel<TOperation, TArguments>();

        // Other tests launch the same kernel on the same device.
        using Lock.Scope alone = launcher.Device.LaunchLock.EnterScope();
        kernel(launcher.Flush(), TOperation.Launch(arguments, limits), arguments);
    }

    /// <summary>Runs an operation that the CPU alone can run.</summary>
    public void RunSimd<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, ISimdBody<TArguments>
        where TArguments : struct =>
        launcher.RunSimd<TOperation, TArguments>(arguments);

    /// <summary>Waits for everything that was run.</summary>
    public void Finish() => launcher.Finish();

    /// <summary>All planes, <c>[plane][y][x]</c>.</summary>
    public float[] Read(PlaneBuffer planes) => planes.Read(launcher.Flush(), 0, planes.Count);

    /// <summary>A whole buffer.</summary>
    public T[] Read<T>(DeviceBuffer<T> buffer)
        where T : unmanaged => buffer.ReadAll(launcher.Flush());

    public void Dispose()
    {
        memory.Dispose();
        launcher.Dispose();
    }
}
