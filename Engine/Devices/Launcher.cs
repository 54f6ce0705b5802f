using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// The one place from which a world launches operations: in order, on a stream of its own, without waiting. The CPU
/// runs an operation's SIMD body, every other device its device body.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private readonly AcceleratorStream stream;
    private readonly SimdQueue queue;
    private readonly LaunchGraph? graph;

    public Launcher(ComputeDevice device)
    {
        Device = device;
        stream = device.Accelerator.CreateStream();
        queue = new SimdQueue(device.Workers, device.VectorBits);
        if (stream is CudaStream cuda && CudaGraphs.Driver is CudaGraphs driver)
        {
            graph = new LaunchGraph(cuda, driver);
        }
    }

    public ComputeDevice Device { get; }

    /// <summary>Where the launches' times go, while somebody wants them.</summary>
    public LaunchLog? Log { get; set; }

    /// <summary>Time that the CPU's workers together have spent on their work.</summary>
    public TimeSpan BusyTime => queue.BusyTime;

    /// <summary>
    /// Runs what waits for the CPU, or sends a GPU what waits for it, and gives the stream for copies that come after it.
    /// </summary>
    public AcceleratorStream Flush()
    {
        RunQueue();
        graph?.Submit();
        return stream;
    }

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
            Index1D extent = checked((int)threads);
            Action<AcceleratorStream, Index1D, TArguments> kernel = Device.DeviceKernel<TOperation, TArguments>();
            LaunchShape shape = Log is null ? default : LaunchShape.Of(threads, Device.GroupSizeOf<TOperation>());
            Launch<TOperation, TArguments, Index1D>(kernel, extent, shape, arguments);
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

        RunGroupsAlone<TOperation, TArguments>(arguments);
    }

    /// <summary>
    /// Launches an operation by a kernel that comes and goes, on a device that runs device bodies. It goes to a GPU by itself, since a
    /// graph could outlive it.
    /// </summary>
    public void Run<TOperation, TArguments>(LoadedKernel<TArguments> kernel, long threads, in TArguments arguments)
        where TOperation : struct, IOperation<TArguments>
        where TArguments : struct
    {
        Index1D extent = checked((int)threads);
        graph?.Submit();
        Start<TOperation, TArguments, Index1D>(
            Log is null ? kernel.Launch : Timed<TOperation, TArguments, Index1D>(Log, kernel.Launch, LaunchShape.Of(threads, kernel.GroupSize)),
            extent,
            arguments);
        CheckLaunch();
    }

    /// <summary>Launches an operation that has a body for groups only.</summary>
    public void RunGroupsAlone<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, IGroupBody<TArguments>
        where TArguments : struct
    {
        KernelConfig groups = TOperation.Launch(arguments, Device.GroupLimits);
        if (groups.Size > 0)
        {
            LaunchShape shape = new(groups.GridDim.Size, groups.GroupDim.Size);
            Launch<TOperation, TArguments, KernelConfig>(Device.GroupKernel<TOperation, TArguments>(), groups, shape, arguments);
        }
    }

    /// <summary>Launches an operation that has a SIMD body only.</summary>
    public void RunSimd<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        if (TOperation.Tiles(arguments) == 0)
        {
            return;
        }

        SimdCall call = Add<TOperation, TArguments>(arguments);
        call.Cost = Log is null ? default : TOperation.CostOf(arguments);
        if (queue.Count == SimdQueue.Capacity)
        {
            RunQueue();
        }

        CheckLaunch();
    }

    /// <summary>Forgets what waits and has not begun.</summary>
    public void Forget()
    {
        queue.Clear();
        graph?.Clear();
    }

    /// <summary>Sends a GPU what waits for it, and returns. What waits for the CPU goes on waiting.</summary>
    public void Submit() => graph?.Submit();

    /// <summary>Waits for everything launched so far.</summary>
    public void Finish() => Flush().Synchronize();

    public void Dispose()
    {
        graph?.Dispose();
        stream.Dispose();
        queue.Dispose();
    }

    private SimdCall Add<TOperation, TArguments>(in TArguments arguments)
        where TOperation : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        try
        {
            return queue.Add<TOperation, TArguments>(arguments);
        }
        catch (OutOfMemoryException exception)
        {
            throw new UserException($"{Device.Description.Id} has no room to run {typeof(TOperation).Name}", exception);
        }
    }

    private void Launch<TOperation, TArguments, TExtent>(
        Action<AcceleratorStream, TExtent, TArguments> kernel, TExtent extent, LaunchShape shape, in TArguments arguments)
        where TOperation : struct, IOperation<TArguments>
        where TArguments : struct
    {
        if (Log is null && graph is { IsOn: true })
        {
            AddToGraph<TOperation, TArguments, TExtent>(graph, kernel, extent, arguments);
        }
        else
        {
            graph?.Submit();
            Start<TOperation, TArguments, TExtent>(
                Log is null ? kernel : Timed<TOperation, TArguments, TExtent>(Log, kernel, shape), extent, arguments);
        }

        CheckLaunch();
    }

    private void AddToGraph<TOperation, TArguments, TExtent>(
        LaunchGraph waiting, Action<AcceleratorStream, TExtent, TArguments> kernel, TExtent extent, TArguments arguments)
        where TOperation : struct, IOperation<TArguments>
        where TArguments : struct
    {
        waiting.Add(typeof(TOperation), () => Start<TOperation, TArguments, TExtent>(kernel, extent, arguments));
        if (waiting.Count == LaunchGraph.Capacity)
        {
            waiting.Submit();
        }
    }

    private void Start<TOperation, TArguments, TExtent>(
        Action<AcceleratorStream, TExtent, TArguments> kernel, TExtent extent, in TArguments arguments)
        where TOperation : struct, IOperation<TArguments>
        where TArguments : struct
    {
        lock (Device.LaunchLock)
        {
            try
            {
                kernel(stream, extent, arguments);
            }
            catch (AcceleratorException exception)
            {
                throw new UserException(
                    $"{Device.Description.Id} failed to run {typeof(TOperation).Name}: {DriverError.Explain(exception)}", exception);
            }
        }
    }

    private static Action<AcceleratorStream, TExtent, TArguments> Timed<TOperation, TArguments, TExtent>(
        LaunchLog log, Action<AcceleratorStream, TExtent, TArguments> kernel, LaunchShape shape)
        where TOperation : struct, IOperation<TArguments>
        where TArguments : struct => (target, extent, arguments) =>
            log.Time(target, typeof(TOperation), TOperation.CostOf(arguments), shape, () => kernel(target, extent, arguments));

    private void RunQueue()
    {
        if (queue.Count > 0)
        {
            queue.Run();
            Log?.Add(queue.Calls);
            queue.Clear();
        }
    }

    // A debug build finds the kernel that failed, not the one after it.
    [System.Diagnostics.Conditional("DEBUG")]
    private void CheckLaunch() => Finish();
}
