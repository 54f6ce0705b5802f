using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Profiling;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>What a launch costs that has next to nothing to do; no operation is faster. Times are medians.</summary>
/// <param name="QueuedMicroseconds">One of many that are queued and waited for together, as a step does it.</param>
/// <param name="WaitedMicroseconds">One that is waited for at once.</param>
/// <param name="LoggedMicroseconds">One as the kernels' times of a profile see it.</param>
public sealed record LaunchCost(double QueuedMicroseconds, double WaitedMicroseconds, double LoggedMicroseconds)
{
    private const int Floats = 64;
    private const int Repetitions = 9;

    /// <summary>Measures it.</summary>
    /// <param name="device">A device that was opened for profiling.</param>
    /// <param name="interruption">Ends the measurement.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static LaunchCost Measure(ComputeDevice device, CancellationToken interruption)
    {
        using Launcher launcher = new(device);
        using DeviceBuffer<float> source = device.Allocate<float>(Floats);
        using DeviceBuffer<float> target = device.Allocate<float>(Floats);
        MemoryCopy.Arguments copy = new() { Source = source.View, Target = target.View };
        TimedWork queued = new(launcher, () => launcher.Run<MemoryCopy, MemoryCopy.Arguments>(copy));
        TimedWork waited = new(launcher, () =>
        {
            launcher.Run<MemoryCopy, MemoryCopy.Arguments>(copy);
            launcher.Finish();
        });
        queued.WarmUp(interruption);
        waited.WarmUp(interruption);
        List<double> logged = [];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            interruption.ThrowIfCancellationRequested();
            queued.Measure();
            waited.Measure();
            logged.Add(queued.Log().Single().Milliseconds);
        }

        return new LaunchCost(1e6 * queued.Seconds, 1e6 * waited.Seconds, 1e3 * Median.Of(logged));
    }
}
