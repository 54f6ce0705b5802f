using System.Diagnostics;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>
/// Steps a world to its end. Steps are queued, and waited for only where somebody looks: an output that is due, or the
/// progress bar and Ctrl-C, a few times a second.
/// </summary>
internal sealed class WorldRun(ConfiguredWorld world, IReadOnlyList<RunOutput> outputs, long steps)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.25);

    private readonly List<RunOutput> working = [.. outputs];
    private UserException? failure;

    /// <summary>Time spent on steps alone.</summary>
    public TimeSpan SteppingTime { get; private set; }

    /// <summary>Why the world could not be kept alive to the last step, if so.</summary>
    public string? Death { get; private set; }

    /// <summary>
    /// Runs to the last step, or until the world dies or somebody interrupts, and completes the outputs. An output that
    /// fails drops out, and the run ends early only where that was the last one.
    /// </summary>
    public void Run(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        Attempt(_ => true, output => output.Begin(world.Ecosystem));
        try
        {
            StepToEnd(progress, note, interruption);
        }
        catch (WorldDiedException exception)
        {
            Death = exception.Message;
        }

        Attempt(_ => true, output => output.Finish(world.Ecosystem));
    }

    /// <summary>Throws the first reason, if any, for which something could not be written.</summary>
    public void ThrowIfIncomplete()
    {
        if (failure is not null)
        {
            throw failure;
        }
    }

    private void StepToEnd(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        Observe();
        int recoveries = 0;
        long batch = 1L;
        while (world.Ecosystem.StepNumber < steps && !interruption.IsCancellationRequested && !IsInVain)
        {
            long first = world.Ecosystem.StepNumber;
            long next = FindNextStop(first, batch);
            TimeSpan time = StepTo(next);
            SteppingTime += time;
            if (time > LongestWait)
            {
                batch = Math.Max(1, batch / 2);
            }
            else if (time < LongestWait / 2 && next - first == batch)
            {
                batch *= 2;
            }

            foreach (Recovery recovery in world.Ecosystem.Recoveries.Skip(recoveries))
            {
                note(recovery.ToString());
                recoveries++;
            }

            Observe();
            progress(next);
        }
    }

    private bool IsInVain => failure is not null && working.Count == 0;

    private long FindNextStop(long step, long batch) => working
        .Select(output => output.NextDue(step))
        .Append(step + batch)
        .Append(steps)
        .Min();

    private TimeSpan StepTo(long last)
    {
        long start = Stopwatch.GetTimestamp();
        while (world.Ecosystem.StepNumber < last)
        {
            world.Step();
        }

        world.Ecosystem.Finish();
        return Stopwatch.GetElapsedTime(start);
    }

    private void Observe() =>
        Attempt(output => output.IsDue(world.Ecosystem.StepNumber), output => output.Observe(world.Ecosystem));

    // What one output cannot write must not cost the others their work.
    private void Attempt(Func<RunOutput, bool> isMeant, Action<RunOutput> work)
    {
        foreach (RunOutput output in working.Where(isMeant).ToList())
        {
            try
            {
                work(output);
            }
            catch (UserException exception)
            {
                failure ??= exception;
                working.Remove(output);
            }
        }
    }
}
