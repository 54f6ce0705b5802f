using System.Diagnostics;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>What a stage came to.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why it did not pass, or what else there is to say.</param>
internal sealed record StageOutcome(StageState State, string? Reason = null)
{
    public static StageOutcome Passed { get; } = new(StageState.Passed);
}

/// <summary>Runs stages one after another, each within its part of the time that is left, whatever becomes of the others.</summary>
internal sealed class DiagnosisStages(
    DiagnosisNotes notes, TimeSpan allowed, Func<TimeSpan> elapsed, DiagnosisDevice device, CancellationToken interruption)
{
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);

    // So much earlier than the whole, so that a step that has begun comes to its end.
    private static readonly TimeSpan reserve = TimeSpan.FromSeconds(10);

    private string? broken;

    public DiagnosisNotes Notes => notes;

    /// <summary>Time that stages may still take.</summary>
    public TimeSpan Left => TimeSpan.FromTicks(Math.Max(allowed.Ticks / 2, (allowed - reserve).Ticks)) - elapsed();

    /// <summary>Runs a stage.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="share">Its part of the time that is left.</param>
    /// <param name="work">The work; is told how much time it has, and stops as soon as it can when that is over.</param>
    public StageState Run(string name, double share, Func<TimeSpan, CancellationToken, StageOutcome> work)
    {
        TimeSpan limit = Left * share;
        if (interruption.IsCancellationRequested)
        {
            return StageState.Interrupted;
        }

        if (limit < shortest)
        {
            return Skip(name, "no time was left");
        }

        notes.Update(StageResult.Of(name, new StageOutcome(StageState.Running)));
        KernelCompilation before = device.Compilation;
        long begin = Stopwatch.GetTimestamp();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        stop.CancelAfter(limit);
        using ErrorWitness witness = new();
        StageOutcome outcome;
        try
        {
            outcome = work(limit, stop.Token);
        }
        catch (OperationCanceledException)
        {
            outcome = TimeIsUp("time was up");
        }
        catch (Exception exception)
        {
            string since = broken is null ? "" : $"; the error in '{broken}' may have left the driver unusable";
            outcome = new StageOutcome(StageState.Error, Describe(exception) + since);
            broken ??= device.IsOpen ? name : null;
            device.Dispose();
        }

        bool wentWrong = outcome.State is StageState.Error or StageState.Failed;
        KernelCompilation after = device.Compilation;
        notes.Update(StageResult.Of(name, outcome) with
        {
            Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds,
            KernelsCompiled = after.Kernels - before.Kernels,
            CompileSeconds = after.Seconds - before.Seconds,
            Errors = wentWrong ? witness.Errors : [],
            DriverLog = wentWrong ? witness.Log : null,
        });
        return outcome.State;
    }

    /// <summary>Notes a stage that is not run.</summary>
    public StageState Skip(string name, string reason)
    {
        notes.Update(StageResult.Of(name, new StageOutcome(StageState.Skipped, reason)));
        return StageState.Skipped;
    }

    /// <summary>How a stage ends that is not through, by time or because somebody interrupted.</summary>
    public StageOutcome TimeIsUp(string reason) => interruption.IsCancellationRequested
        ? new StageOutcome(StageState.Interrupted)
        : new StageOutcome(StageState.Incomplete, reason);

    /// <summary>An error in one line, with the innermost reason behind it.</summary>
    public static string Describe(Exception exception)
    {
        string text = exception is UserException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
        Exception cause = exception.GetBaseException();
        string behind = text.Contains(cause.Message, StringComparison.Ordinal) ? "" : $" ({cause.GetType().Name}: {cause.Message})";
        return (text + behind).ReplaceLineEndings(" ");
    }
}
