using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Task">What was to be run.</param>
/// <param name="Parameters">The parameters in force at its end.</param>
/// <param name="Metrics">What was observed of its last state.</param>
/// <param name="StateHash">That state's hash, as <see cref="World.StateHash"/> has it.</param>
/// <param name="StepsTaken">Steps taken, also those that were lost again.</param>
/// <param name="StepsToCome">Steps that were asked for and not reached: the run was interrupted, or the world died.</param>
/// <param name="SteppingTime">Time spent on steps alone.</param>
/// <param name="Recoveries">What went wrong and was mended.</param>
/// <param name="ActionsToCome">Actions of the recipe that come after the last step.</param>
/// <param name="Written">Files and folders in which the observers' work is complete.</param>
/// <param name="Failure">The first reason for which something could not be done or written, if any.</param>
public sealed record RunResult(
    RunTask Task,
    WorldParameters Parameters,
    Metrics Metrics,
    string StateHash,
    long StepsTaken,
    long StepsToCome,
    TimeSpan SteppingTime,
    IReadOnlyList<Recovery> Recoveries,
    int ActionsToCome,
    IReadOnlyList<string> Written,
    UserException? Failure)
{
    // Without a bit a circuit is as much at work as with some. A species is present around cells with more aliveness than this, so with less in all of them it is nowhere.
    private const float LeastPresence = 0.05f;

    /// <summary>What the world died of; null if it lives.</summary>
    public string? Death
    {
        get => field ?? (Metrics.Circuit is not null || Metrics.Populations.Skip(1).Sum() > LeastPresence ? null : $"no species is alive after step {Metrics.Step}");
        init;
    }
}
