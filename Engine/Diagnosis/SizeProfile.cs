using GpuEcosystem.Engine.Profiling;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>The default world at one size, measured.</summary>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Learning">Whether it was measured with learning; larger worlds may fit without it only.</param>
/// <param name="EstimatedBytes">Memory that the world takes by its estimate.</param>
/// <param name="Machine">The device's peaks, measured in turn with the world.</param>
/// <param name="Network">The networks' forward pass.</param>
/// <param name="Step">A step without learning.</param>
/// <param name="LearningStep">A step with learning, if measured.</param>
/// <param name="Kernels">Each operation's part of a step, with learning where it was measured; the slowest first.</param>
/// <param name="StepKernels">Each operation's part of a step without learning.</param>
public sealed record SizeProfile(
    int Width,
    int Height,
    bool Learning,
    long EstimatedBytes,
    MachinePeaks Machine,
    NetworkProfile Network,
    StepProfile Step,
    StepProfile? LearningStep,
    IReadOnlyList<ModelledKernel> Kernels,
    IReadOnlyList<ModelledKernel> StepKernels);

/// <summary>An operation's part of a step, beside what a simple model of the device gives it.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Launches">How often a step launches it.</param>
/// <param name="Milliseconds">Measured time of all those launches, each of which is waited for.</param>
/// <param name="ModelMilliseconds">The longest of its arithmetic at the device's peak, its memory traffic at the peak, and
/// as many launches that do nothing.</param>
/// <param name="Limit">Which of the three that is: <c>arithmetic</c>, <c>memory</c> or <c>launches</c>.</param>
/// <param name="Gflops">Multiply-adds of convolutions, counted as two, in 10^9 a second; 0 for other operations.</param>
/// <param name="GBs">Bytes that must pass to or from memory at least once, in 10^9 a second.</param>
public sealed record ModelledKernel(
    string Name, int Launches, double Milliseconds, double ModelMilliseconds, string Limit, double Gflops, double GBs)
{
    /// <summary>Holds a measurement against the model.</summary>
    /// <param name="kernel">The measurement.</param>
    /// <param name="peaks">The device's peaks.</param>
    /// <param name="launch">What an empty launch costs; null where nobody measured it.</param>
    public static ModelledKernel Of(KernelProfile kernel, MachinePeaks peaks, LaunchCost? launch)
    {
        KernelLimit limit = KernelLimit.Of(kernel, peaks, launch);
        return new ModelledKernel(
            kernel.Name,
            kernel.Launches,
            kernel.Milliseconds,
            limit.Milliseconds,
            limit.Name,
            kernel.Gflops,
            kernel.GBs);
    }
}
