using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Output;

/// <summary>Something that a run writes: every <paramref name="interval"/> steps from the start on (never, if null), or
/// at the end.</summary>
internal abstract class RunOutput(long? interval) : IDisposable
{
    /// <summary>Whether <see cref="Observe(ConfiguredWorld)"/> wants to see the world at this step.</summary>
    public bool IsDue(long step) => step % interval == 0;

    /// <summary>The first step after this one at which it does.</summary>
    public long NextDue(long step) => interval is long steps ? (step / steps + 1) * steps : long.MaxValue;

    /// <summary>Takes note of the world before the first step, whatever that step's number, if it is to be seen at all.</summary>
    public void ObserveStart(ConfiguredWorld world)
    {
        if (interval is not null)
        {
            Observe(world);
        }
    }

    /// <summary>Takes note of a world at a step that is due, for outputs that need to know where it came from.</summary>
    public virtual void Observe(ConfiguredWorld world) => Observe(world.Ecosystem);

    /// <summary>Takes note of the last state and completes what is written, for outputs that need to know where it came from.</summary>
    public virtual void Finish(ConfiguredWorld world) => Finish(world.Ecosystem);

    /// <summary>Takes note of the world at a step that is due.</summary>
    public virtual void Observe(Ecosystem world)
    {
    }

    /// <summary>Takes note of the last state and completes what is written.</summary>
    public virtual void Finish(Ecosystem world)
    {
    }

    /// <summary>Gives up what is not complete.</summary>
    public virtual void Dispose()
    {
    }
}
