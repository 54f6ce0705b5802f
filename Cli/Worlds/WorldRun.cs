using System.Diagnostics;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>
/// Steps a world to its end. Steps are queued, and waited for only where somebody looks: an output that is due, or the
/// progress bar and Ctrl-C, a few times a second.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="outputs">Who looks.</param>
/// <param name="steps">Where the end is.</param>
/// <param name="repeats">Whether the world follows a recipe: then every step counts, whatever takes back its number.</param>
internal sealed class WorldRun(ConfiguredWorld world, IReadOnlyList<RunOutput> outputs, long steps, bool repeats)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.25);

    private readonly List<RunOutput> working = [.. outputs];
    private UserException? failure;

    /// <summary>Time spent on steps alone.</summary>
    public TimeSpan SteppingTime { get; private set; }

    /// <summary>Why the world could not be kept alive to the last step, if so.</summary>
    public string? Death { get; private set; }

    private long Reached => repeats ? world.StepsTaken : world.Ecosystem.StepNumber;

    private bool IsInVain => failure is not null && working.Count == 0;

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
        while (Reached < steps && !interruption.IsCancellationRequested && !IsInVain)
        {
            long first = Reached;
            long next = first + CountToNextStop(batch);
            TimeSpan time = StepTo(next, note);
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
            recoveries = Math.Min(recoveries, world.Ecosystem.Recoveries.Count);
            foreach (Recovery recovery in world.Ecosystem.Recoveries.Skip(recoveries))
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

    private long CountToNextStop(long batch) => working
        .Select(output => output.NextDue(world.Ecosystem.StepNumber) - world.Ecosystem.StepNumber)
        .Append(batch)
        .Append(steps - Reached)
        .Min();

    // Where a new start takes the number of the step back, outputs are due at other steps than it seemed.
    private TimeSpan StepTo(long last, Action<string> note)
    {
        long start = Stopwatch.GetTimestamp();
        long number = world.Ecosystem.StepNumber;
        while (Reached < last && world.Ecosystem.StepNumber >= number)
        {
            Step(note);
        }

        world.Ecosystem.Finish();
        return Stopwatch.GetElapsedTime(start);
    }

    // A recipe may tell how a world that had died was brought back.
    private void Step(Action<string> note)
    {
        try
        {
            world.Step();
        }
        catch (WorldDiedException exception) when (world.ActionsToCome > 0)
        {
            note($"the world died, but its recipe goes on: {exception.Message}");
        }
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
