using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Runs;

/// <summary>
/// Something that looks at a run's world: every so many steps from the start on, at its end, or both. One that looks at other steps says
/// itself at which.
/// </summary>
public abstract class RunObserver : IDisposable
{
    private readonly long? interval;

    /// <param name="interval">Steps from one look to the next; null for none before the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    protected RunObserver(long? interval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval ?? 1, nameof(interval));
        this.interval = interval;
    }

    /// <summary>Whether <see cref="Observe"/> wants to see the world at the start, whatever that step's number.</summary>
    public virtual bool SeesStart => interval is not null;

    /// <summary>Whether <see cref="Observe"/> wants to see the world at this step.</summary>
    public virtual bool IsDue(long stepNumber) => stepNumber % interval == 0;

    /// <summary>The first step after this one at which it does; the largest number there is where it does no more.</summary>
    public virtual long NextDue(long stepNumber) => interval is long steps ? (stepNumber / steps + 1) * steps : long.MaxValue;

    /// <summary>
    /// Whether <see cref="Observe"/> keeps a world that a later run goes on from. What others have seen up to there is put where it
    /// belongs first.
    /// </summary>
    public virtual bool KeepsWorld => false;

    /// <summary>The file or folder in which its work is found once it is complete; null where there is none.</summary>
    public virtual string? Written => null;

    /// <summary>Tells the world before its first step what will be looked at.</summary>
    public virtual void Begin(ConfiguredWorld world)
    {
    }

    /// <summary>Takes note of the world at a step that is due.</summary>
    public virtual void Observe(ConfiguredWorld world)
    {
    }

    /// <summary>Puts where it belongs what it has seen so far.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Takes note of the last state and completes what is written.</summary>
    public virtual void Finish(ConfiguredWorld world)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Gives up what is not complete.</remarks>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what is not complete.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
