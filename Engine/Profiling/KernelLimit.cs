using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>What keeps an operation from being faster.</summary>
/// <param name="Name"><c>arithmetic</c>, <c>memory</c>, <c>launches</c> or, on devices with groups, <c>few
/// groups</c>: it has fewer of them than the device has multiprocessors, and is far from the other limits.</param>
/// <param name="Milliseconds">The longest of its arithmetic at the device's peak, its memory traffic at the peak, and as many
/// launches that do nothing.</param>
/// <param name="Waves">How often its largest launch fills the device with as many groups as its multiprocessors hold, by their
/// threads alone; null on the CPU.</param>
public sealed record KernelLimit(string Name, double Milliseconds, double? Waves = null)
{
    // What comes closer than that to another limit is held back by that one.
    private const double FarFromLimit = 0.5;

    /// <summary>Holds a measurement against the device's peaks.</summary>
    /// <param name="kernel">The measurement.</param>
    /// <param name="peaks">The device's peaks.</param>
    /// <param name="launch">What an empty launch costs; null where nobody measured it.</param>
    public static KernelLimit Of(KernelProfile kernel, MachinePeaks peaks, LaunchCost? launch)
    {
        double launches = 1e-3 * kernel.Launches * (launch?.LoggedMicroseconds ?? 0);
        string name = launches > kernel.LeastMilliseconds ? "launches"
            : kernel.Gflops / peaks.PeakGflops > kernel.GBs / peaks.PeakGBs ? "arithmetic"
            : "memory";
        return new KernelLimit(name, Math.Max(launches, kernel.LeastMilliseconds));
    }

    /// <summary>The same on a device with groups, which cannot show what it can do when they are few.</summary>
    /// <param name="kernel">The measurement.</param>
    /// <param name="peaks">The device's peaks.</param>
    /// <param name="launch">What an empty launch costs.</param>
    /// <param name="multiprocessors">The device's multiprocessors.</param>
    /// <param name="threadsPerMultiprocessor">Threads that one of them holds.</param>
    public static KernelLimit Of(
        KernelProfile kernel, MachinePeaks peaks, LaunchCost launch, int multiprocessors, int threadsPerMultiprocessor)
    {
        KernelLimit limit = Of(kernel, peaks, launch);
        LaunchShape shape = kernel.Shape;
        bool areFew = shape.Groups < multiprocessors && limit.Milliseconds < FarFromLimit * kernel.Milliseconds;
        return limit with
        {
            Name = areFew ? "few groups" : limit.Name,
            Waves = (double)shape.Groups / multiprocessors / Math.Max(1, threadsPerMultiprocessor / shape.GroupSize),
        };
    }
}
