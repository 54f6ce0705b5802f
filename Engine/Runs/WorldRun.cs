using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Runs;

/// <summary>
/// Carries out a task. Steps are queued, and waited for only where somebody looks: an observer that is due, or whoever wants to know
/// of progress and may interrupt, a few times a second.
/// </summary>
public sealed class WorldRun : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.25);

    private readonly RunTask task;
    private readonly List<RunObserver> working;
    private readonly Action<string> note;
    private readonly Revival? revival;
    private readonly long start;
    private ConfiguredWorld world;
    private long stepsTakenHere;
    private int recoveries;
    private TimeSpan steppingTime;
    private string? death;
    private UserException? failure;

    /// <summary>Makes the world.</summary>
    /// <param name="task">What to run.</param>
    /// <param name="device">Where; it must outlive the run.</param>
    /// <param name="observers">Who looks at the world; one that throws a <see cref="UserException"/> drops out.</param>
    /// <param name="note">Is told, a line each, what the world lacks, and what went wrong and was mended.</param>
    /// <param name="revival">What becomes of a world that died; it stays dead without.</param>
    /// <exception cref="UserException">The world cannot be made.</exception>
    public WorldRun(
        RunTask task, ComputeDevice device, IReadOnlyList<RunObserver> observers, Action<string> note, Revival? revival = null)
        : this(task, task.Start.Open(device, note), observers, note, revival)
    {
    }

    /// <summary>The same with a world that is there already, and owned from now on.</summary>
    internal WorldRun(
        RunTask task, ConfiguredWorld world, IReadOnlyList<RunObserver> observers, Action<string> note, Revival? revival)
    {
        this.task = task;
        working = [.. observers];
        this.note = note;
        this.revival = revival;
        this.world = world;
        start = world.World.StepNumber;
        stepsTakenHere = -world.StepsTaken;
    }

    /// <summary>The world, as it is now.</summary>
    public World World => world.World;

    private long StepsTaken => stepsTakenHere + world.StepsTaken;

    private long Reached => task.Repeats ? StepsTaken : world.World.StepNumber - start;

    private bool IsInVain => failure is not null && working.Count == 0;

    /// <summary>
    /// Runs to the last step, or until the world dies, somebody interrupts, or what a schedule or recipe wants cannot be done, and lets
    /// observers complete their work. Where the last of them dropped out it ends early too.
    /// </summary>
    /// <param name="progress">Is told how many steps have been done.</param>
    /// <param name="interruption">Ends the run.</param>
    public RunResult Run(Action<long> progress, CancellationToken interruption)
    {
        Attempt(_ => true, observer => observer.Begin(world));
        Attempt(observer => observer.SeesStart, observer => observer.Observe(world));
        do
        {
            try
            {
                death = null;
                StepToEnd(progress, interruption);
            }
            catch (WorldDiedException exception)
            {
                death = exception.Message;
            }
            catch (UserException exception)
            {
                // What was to be done to the world cannot be done. It stands as it was before, and is worth writing.
                failure ??= exception;
            }
        }
        while (death is not null && Revive());

        Attempt(_ => true, observer => observer.Finish(world));
        return new RunResult(
            task,
            world.World.Parameters,
            world.World.Observe(),
            world.World.StateHash(),
            StepsTaken,
            Math.Max(0, task.Steps - Reached),
            steppingTime,
            world.World.Recoveries,
            world.ActionsToCome,
            [.. working.Select(observer => observer.Written).OfType<string>()],
            failure)
        {
            Death = death,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => world.Dispose();

    private bool Revive()
    {
        long taken = StepsTaken;
        if (revival?.Revive(world, death!) is not ConfiguredWorld next)
        {
            return false;
        }

        recoveries = next == world ? recoveries : 0;
        world = next;
        stepsTakenHere = taken - next.StepsTaken;
        return true;
    }

    private void StepToEnd(Action<long> progress, CancellationToken interruption)
    {
        long batch = 1L;
        while (Reached < task.Steps && !interruption.IsCancellationRequested && !IsInVain)
        {
            long first = Reached;
            long next = first + CountToNextStop(batch);
            TimeSpan time = StepTo(next);
            steppingTime += time;
            if (time > LongestWait)
            {
                batch = Math.Max(1, batch / 2);
            }
            else if (time < LongestWait / 2 && next - first == batch)
            {
                batch *= 2;
            }

            // A new start forgets them.
            recoveries = Math.Min(recoveries, world.World.Recoveries.Count);
            foreach (Recovery recovery in world.World.Recoveries.Skip(recoveries))
            {
                note(recovery.ToString());
                recoveries++;
            }

            Observe();
            progress(Reached);
        }

        if (!interruption.IsCancellationRequested)
        {
            world.DoWhatIsDue();
        }
    }

    private void Observe()
    {
        long step = world.World.StepNumber;
        Attempt(observer => observer.IsDue(step) && !observer.KeepsWorld, observer => observer.Observe(world));
        if (working.Exists(observer => observer.IsDue(step) && observer.KeepsWorld))
        {
            Attempt(_ => true, observer => observer.Flush());
            Attempt(observer => observer.IsDue(step) && observer.KeepsWorld, observer => observer.Observe(world));
        }
    }

    private long CountToNextStop(long batch) => working
        .Select(observer => observer.NextDue(world.World.StepNumber) - world.World.StepNumber)
        .Append(batch)
        .Append(task.Steps - Reached)
        .Min();

    // Where a new start takes the number of the step back, observers are due at other steps than it seemed.
    private TimeSpan StepTo(long last)
    {
        long begin = Stopwatch.GetTimestamp();
        long number = world.World.StepNumber;
        while (Reached < last && world.World.StepNumber >= number)
        {
            Step();
        }

        world.World.Finish();
        return Stopwatch.GetElapsedTime(begin);
    }

    private void Step()
    {
        try
        {
            world.Step();
        }
        catch (WorldDiedException exception) when (revival?.GoesOn(world, exception.Message) == true)
        {
            // What is due after this step is due all the same.
        }
    }

    // What one cannot write must not cost the others their work.
    private void Attempt(Func<RunObserver, bool> isMeant, Action<RunObserver> work)
    {
        foreach (RunObserver observer in working.Where(isMeant).ToList())
        {
            try
            {
                work(observer);
            }
            catch (UserException exception)
            {
                failure ??= exception;
                working.Remove(observer);
            }
        }
    }
}
