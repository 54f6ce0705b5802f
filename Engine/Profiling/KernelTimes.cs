using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>The launches of several steps of one kind, gathered by operation.</summary>
internal sealed class KernelTimes
{
    private readonly List<IReadOnlyList<LaunchTime>> steps = [];

    /// <summary>The last step's launches, in order.</summary>
    public IReadOnlyList<LaunchTime> Last => steps[^1];

    public void Add(IReadOnlyList<LaunchTime> step) => steps.Add(step);

    /// <summary>Each operation's median over the steps, the slowest first.</summary>
    public IReadOnlyList<KernelProfile> Report(MachinePeaks peaks, LaunchCost launch, ComputeDevice device) =>
    [
        .. Last.GroupBy(launch => launch.Operation)
            .Select(operation => Report(operation.Key, [.. operation], peaks))
            .Select(kernel => kernel with { Limit = Limit(kernel, peaks, launch, device) })
            .OrderByDescending(kernel => kernel.Milliseconds),
    ];

    private static KernelLimit Limit(KernelProfile kernel, MachinePeaks peaks, LaunchCost launch, ComputeDevice device) =>
        device.RunsSimdBodies
            ? KernelLimit.Of(kernel, peaks, launch)
            : KernelLimit.Of(
                kernel,
                peaks,
                launch,
                device.Accelerator.NumMultiprocessors,
                device.Accelerator.MaxNumThreadsPerMultiprocessor);

    private KernelProfile Report(string operation, LaunchTime[] launches, MachinePeaks peaks)
    {
        double milliseconds = Median.Of(steps.Select(
            step => step.Where(launch => launch.Operation == operation).Sum(launch => launch.Milliseconds)));
        double perSecond = milliseconds > 0 ? 1e-6 / milliseconds : 0;
        return new KernelProfile(
            operation,
            launches.Length,
            milliseconds,
            2 * launches.Sum(launch => launch.Cost.MultiplyAdds) * perSecond,
            launches.Sum(launch => launch.Cost.Bytes) * perSecond,
            1e-6 * launches.Sum(launch => Math.Max(
                2 * launch.Cost.MultiplyAdds / peaks.PeakGflops, launch.Cost.Bytes / peaks.PeakGBs)))
        {
            Shape = launches.MaxBy(launch => launch.Shape.Groups).Shape,
        };
    }
}
