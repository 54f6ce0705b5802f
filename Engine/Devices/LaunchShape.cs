namespace GpuEcosystem.Engine.Devices;

/// <summary>How a launch's threads are grouped on a device that has groups; all 0 on the CPU.</summary>
/// <param name="Groups">Number of groups.</param>
/// <param name="GroupSize">Threads of a group.</param>
public readonly record struct LaunchShape(long Groups, int GroupSize)
{
    /// <summary>The shape of so many threads in groups of so many.</summary>
    internal static LaunchShape Of(long threads, int groupSize) => new((threads + groupSize - 1) / groupSize, groupSize);
}
