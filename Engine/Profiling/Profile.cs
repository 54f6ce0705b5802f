using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Profiling;

/// <summary>Where a world's time goes, beside what its device could do at best. Times are medians.</summary>
/// <param name="Machine">The device's peaks.</param>
/// <param name="Network">The networks' forward pass over the whole grid.</param>
/// <param name="Step">A step without learning.</param>
/// <param name="LearningStep">A step with learning; null where the world never learns.</param>
/// <param name="Kernels">Each operation's part of a step, with learning where the world learns; the slowest first.</param>
/// <param name="StepKernels">The same of a step without learning.</param>
/// <param name="Launch">What a launch costs that has next to nothing to do.</param>
/// <param name="Launches">The launches of one step of the kind that <paramref name="Kernels"/> is about, in order.</param>
public sealed record Profile(
    MachinePeaks Machine,
    NetworkProfile Network,
    StepProfile Step,
    StepProfile? LearningStep,
    IReadOnlyList<KernelProfile> Kernels,
    IReadOnlyList<KernelProfile> StepKernels,
    LaunchCost Launch,
    IReadOnlyList<LaunchTime> Launches);

/// <summary>The networks' forward pass.</summary>
/// <param name="Milliseconds">Time of one pass.</param>
/// <param name="Gflops">Multiply-adds of its convolutions, counted as two, in 10^9 a second.</param>
/// <param name="FractionOfPeak">That as a part of the device's peak.</param>
/// <param name="Species">Each species' part.</param>
public sealed record NetworkProfile(
    double Milliseconds, double Gflops, double FractionOfPeak, IReadOnlyList<SpeciesProfile> Species);

/// <summary>A species' part of the networks' forward pass.</summary>
/// <param name="Weights">Weights of its network.</param>
/// <param name="Operations">Its multiply-adds for a cell.</param>
/// <param name="Milliseconds">Its time; species whose networks are alike run together and share theirs evenly.</param>
public sealed record SpeciesProfile(long Weights, long Operations, double Milliseconds);

/// <summary>A kind of step.</summary>
/// <param name="Milliseconds">Time of one step.</param>
/// <param name="TimesNetwork">That as a multiple of the networks' forward pass.</param>
/// <param name="BusyShare">Part of all cores' time that was spent on the world's cells; null where device bodies run.</param>
/// <param name="OverheadShare">Part of the time in which no operation ran; null where device bodies run.</param>
/// <param name="AllocatedBytes">Bytes that a step takes from the garbage-collected heap.</param>
public sealed record StepProfile(
    double Milliseconds, double TimesNetwork, double? BusyShare, double? OverheadShare, double AllocatedBytes);

/// <summary>An operation's part of a step.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Launches">How often a step launches it.</param>
/// <param name="Milliseconds">Time of all those launches.</param>
/// <param name="Gflops">Multiply-adds of convolutions, counted as two, in 10^9 a second; 0 for other operations.</param>
/// <param name="GBs">Bytes that must pass to or from memory at least once, in 10^9 a second.</param>
/// <param name="LeastMilliseconds">What they would take at the device's peaks: of each launch its arithmetic or its memory
/// traffic, whichever is longer.</param>
public sealed record KernelProfile(
    string Name, int Launches, double Milliseconds, double Gflops, double GBs, double LeastMilliseconds)
{
    /// <summary>How the threads of its largest launch are grouped.</summary>
    public LaunchShape Shape { get; init; }

    /// <summary>What keeps it from being faster.</summary>
    public KernelLimit? Limit { get; init; }

    /// <summary>The part of that limit which it reaches: the time that it would take there beside the time that it takes.</summary>
    public double? ShareOfLimit => Milliseconds > 0 ? Limit?.Milliseconds / Milliseconds : null;
}
