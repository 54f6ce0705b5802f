using System.Diagnostics;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Devices;

/// <summary>The times of a world's launches while the log is attached to its launcher.</summary>
internal sealed class LaunchLog : IDisposable
{
    private readonly List<LaunchTime> launches = [];
    private ProfilingMarker? firstMarker;
    private long? firstTick;

    /// <summary>What ran so far, in order.</summary>
    public IReadOnlyList<LaunchTime> Launches => launches;

    /// <summary>Adds what the CPU's workers ran, by their own clock.</summary>
    public void Add(ReadOnlySpan<SimdCall> calls)
    {
        foreach (SimdCall call in calls)
        {
            firstTick ??= call.Started;
            launches.Add(new LaunchTime(
                call.Operation.Name,
                Stopwatch.GetElapsedTime(firstTick.Value, call.Started).TotalMilliseconds,
                Stopwatch.GetElapsedTime(call.Started, call.Finished).TotalMilliseconds,
                call.Cost));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => firstMarker?.Dispose();

    /// <summary>Runs a launch between two of the device's profiling markers, and waits for it.</summary>
    public void Time(AcceleratorStream stream, Type operation, Cost cost, LaunchShape shape, Action launch)
    {
        ProfilingMarker before = stream.AddProfilingMarker();
        launch();
        ProfilingMarker after = stream.AddProfilingMarker();
        stream.Synchronize();
        firstMarker ??= before;
        launches.Add(new LaunchTime(
            operation.Name,
            ReferenceEquals(before, firstMarker) ? 0 : (before - firstMarker).TotalMilliseconds,
            (after - before).TotalMilliseconds,
            cost,
            shape));
        after.Dispose();
        if (!ReferenceEquals(before, firstMarker))
        {
            before.Dispose();
        }
    }
}
