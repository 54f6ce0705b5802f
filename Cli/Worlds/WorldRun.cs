using System.Diagnostics;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>
/// Steps a world to its end. Steps are queued, and waited for only where somebody looks: an output that is due, or the
/// progress bar and Ctrl-C, a few times a second.
/// </summary>
/// <param name="world">The world, which is owned from now on.</param>
/// <param name="outputs">What is written.</param>
/// <param name="steps">How many steps to take from where the world stands.</param>
/// <param name="revival">What takes the place of a world that died, if anything can.</param>
internal sealed class WorldRun(
    ConfiguredWorld world, IReadOnlyList<RunOutput> outputs, long steps, Revival? revival = null) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.25);

    private readonly long start = world.Ecosystem.StepNumber;
    private ConfiguredWorld world = world;
    private long stepsTakenBefore;

    /// <summary>The world, as it is now.</summary>
    public Ecosystem Ecosystem => world.Ecosystem;

    /// <summary>Steps taken, also those that were lost again.</summary>
    public long StepsTaken => stepsTakenBefore + world.StepsTaken;

    /// <summary>Time spent on steps alone.</summary>
    public TimeSpan SteppingTime { get; private set; }

    /// <summary>Why the world could not be kept alive to the last step, if so.</summary>
    public string? Death { get; private set; }

    /// <summary>Runs to the last step, or until the world dies or somebody interrupts, and completes the outputs.</summary>
    public void Run(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        foreach (RunOutput output in outputs)
        {
            output.ObserveStart(world);
        }

        do
        {
            try
            {
                StepToEnd(progress, note, interruption);
                Death = null;
            }
            catch (WorldDiedException exception)
            {
                Death = exception.Message;
            }
        }
        while (Death is not null && Revive());

        Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => world.Dispose();

    private bool Revive()
    {
        long taken = StepsTaken;
        if (revival?.Revive(world, Death!) is not ConfiguredWorld revived)
        {
            return false;
        }

        world = revived;
        stepsTakenBefore = taken;
        return true;
    }

    private void StepToEnd(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        int recoveries = 0;
        long batch = 1L;
        while (world.Ecosystem.StepNumber < start + steps && !interruption.IsCancellationRequested)
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
            progress(next - start);
        }
    }

    private long FindNextStop(long step, long batch) => outputs
        .Select(output => output.NextDue(step))
        .Append(step + batch)
        .Append(start + steps)
        .Min();

    private TimeSpan StepTo(long last)
    {
        long begin = Stopwatch.GetTimestamp();
        while (world.Ecosystem.StepNumber < last)
        {
            world.Step();
        }

        world.Ecosystem.Finish();
        return Stopwatch.GetElapsedTime(begin);
    }

    // What one output cannot write must not cost the others their work, nor hide that the world died.
    private void Finish()
    {
        UserException? failure = null;
        foreach (RunOutput output in outputs)
        {
            try
            {
                output.Finish(world);
            }
            catch (UserException exception)
            {
                failure ??= exception;
            }
        }

        if (failure is not null && Death is null)
        {
            throw failure;
        }

        Death = failure is null ? Death : $"{Death}; {failure.Message}";
    }

    private void Observe()
    {
        foreach (RunOutput output in outputs.Where(output => output.IsDue(world.Ecosystem.StepNumber)))
        {
            output.Observe(world);
        }
    }
}
