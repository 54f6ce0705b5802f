using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>
/// Steps a world to its end. Steps are queued, and waited for only where somebody looks: an output that is due, or the
/// progress bar and Ctrl-C, a few times a second.
/// </summary>
/// <param name="world">The world, which is owned from now on.</param>
/// <param name="outputs">What is written.</param>
/// <param name="steps">How many steps to take from where the world stands.</param>
/// <param name="repeats">Whether the world follows a recipe: then every step counts, whatever takes back its number.</param>
/// <param name="revival">What becomes of a world that died; it stays dead without.</param>
internal sealed class WorldRun(
    ConfiguredWorld world, IReadOnlyList<RunOutput> outputs, long steps, bool repeats = false, Revival? revival = null)
    : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.25);

    private readonly long start = world.World.StepNumber;
    private readonly List<RunOutput> working = [.. outputs];
    private ConfiguredWorld world = world;
    private long stepsTakenHere = -world.StepsTaken;
    private int recoveries;

    /// <summary>The world, as it is now.</summary>
    public World World => world.World;

    /// <summary>Steps taken, also those that were lost again.</summary>
    public long StepsTaken => stepsTakenHere + world.StepsTaken;

    /// <summary>Actions of the recipe that are still to come.</summary>
    public int ActionsToCome => world.ActionsToCome;

    /// <summary>Time spent on steps alone.</summary>
    public TimeSpan SteppingTime { get; private set; }

    /// <summary>Why the world could not be kept alive to the last step, if so.</summary>
    public string? Death { get; private set; }

    /// <summary>The first reason for which something could not be done or written, if any.</summary>
    public UserException? Failure { get; private set; }

    private long Reached => repeats ? StepsTaken : world.World.StepNumber - start;

    private bool IsInVain => Failure is not null && working.Count == 0;

    /// <summary>
    /// Runs to the last step, or until the world dies or somebody interrupts, and completes the outputs. An output that
    /// fails drops out, and the run ends early only where that was the last one.
    /// </summary>
    public void Run(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        Attempt(_ => true, output => output.Begin(world));
        Attempt(output => output.SeesStart, output => output.Observe(world));
        do
        {
            try
            {
                Death = null;
                StepToEnd(progress, note, interruption);
            }
            catch (WorldDiedException exception)
            {
                Death = exception.Message;
            }
            catch (UserException exception)
            {
                // What was to be done to the world cannot be done. It stands as it was before, and is worth writing.
                Failure ??= exception;
            }
        }
        while (Death is not null && Revive());

        Attempt(_ => true, output => output.Finish(world));
    }

    /// <summary>Throws the first reason, if any, for which something could not be done or written.</summary>
    public void ThrowIfIncomplete()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => world.Dispose();

    private bool Revive()
    {
        long taken = StepsTaken;
        if (revival?.Revive(world, Death!) is not ConfiguredWorld next)
        {
            return false;
        }

        recoveries = next == world ? recoveries : 0;
        world = next;
        stepsTakenHere = taken - next.StepsTaken;
        return true;
    }

    private void StepToEnd(Action<long> progress, Action<string> note, CancellationToken interruption)
    {
        long batch = 1L;
        while (Reached < steps && !interruption.IsCancellationRequested && !IsInVain)
        {
            long first = Reached;
            long next = first + CountToNextStop(batch);
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

            // A new start forgets them.
            recoveries = Math.Min(recoveries, world.World.Recoveries.Count);
            foreach (Recovery recovery in world.World.Recoveries.Skip(recoveries))
            {
                note(recovery.ToString());
                recoveries++;
            }

            Attempt(output => output.IsDue(world.World.StepNumber), output => output.Observe(world));
            progress(Reached);
        }

        if (!interruption.IsCancellationRequested)
        {
            world.DoWhatIsDue();
        }
    }

    private long CountToNextStop(long batch) => working
        .Select(output => output.NextDue(world.World.StepNumber) - world.World.StepNumber)
        .Append(batch)
        .Append(steps - Reached)
        .Min();

    // Where a new start takes the number of the step back, outputs are due at other steps than it seemed.
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
                Failure ??= exception;
                working.Remove(output);
            }
        }
    }
}
