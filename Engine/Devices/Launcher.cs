using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// The one place from which a world launches operations: in order, on a stream of its own, without waiting. The CPU
/// runs an operation's SIMD body, every other device its device body.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private readonly SimdWorkspace workspace;

    public Launcher(ComputeDevice device)
    {
        Device = device;
        Stream = device.Accelerator.CreateStream();
        workspace = new SimdWorkspace(device.Accelerator.WarpSize);
    }

    public ComputeDevice Device { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>Launches an operation that every device can run.</summary>
    public void Run<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, IDeviceBody<TArguments>, ISimdBody<TArguments>
        where TArguments : struct
    {
        if (Device.RunsSimdBodies)
        {
            RunSimd<TOperation, TArguments>(arguments);
            return;
        }

        long threads = TOperation.Threads(arguments);
        if (threads > 0)
        {
            var kernel = Device.DeviceKernel<TOperation, TArguments>();
            lock (Device.LaunchLock)
            {
                kernel(Stream, checked((int)threads), arguments);
                CheckLaunch();
            }
        }
    }

    /// <summary>Launches an operation whose threads work in groups.</summary>
    public void RunGroups<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, IGroupBody<TArguments>, ISimdBody<TArguments>
        where TArguments : struct
    {
        if (Device.RunsSimdBodies)
        {
            RunSimd<TOperation, TArguments>(arguments);
            return;
        }

        KernelConfig groups = TOperation.Launch(arguments, Device.GroupSize);
        if (groups.Size > 0)
        {
            var kernel = Device.GroupKernel<TOperation, TArguments>();
            lock (Device.LaunchLock)
            {
                kernel(Stream, groups, arguments);
                CheckLaunch();
            }
        }
    }

    /// <summary>Launches an operation that has a SIMD body only.</summary>
    public void RunSimd<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        int tiles = TOperation.Tiles(arguments);
        if (tiles == 0)
        {
            return;
        }

        workspace.Prepare(tiles, TOperation.ScratchFloats(arguments));
        var kernel = Device.SimdKernel<TOperation, TArguments>();
        kernel(Stream, workspace.Workers, arguments, workspace.Handle);
        workspace.ThrowIfFailed();
    }

    /// <summary>Waits for everything launched so far.</summary>
    public void Finish() => Stream.Synchronize();

    public void Dispose()
    {
        Stream.Dispose();
        workspace.Dispose();
    }

    // A debug build finds the kernel that failed, not the one after it.
    [System.Diagnostics.Conditional("DEBUG")]
    private void CheckLaunch() => Stream.Synchronize();
}
