using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Sessions.Frames;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    // Where nobody's frames set the pace, frames of this length do.
    private static readonly TimeSpan frameTime = TimeSpan.FromSeconds(1 / 60.0);

    private readonly Drawing drawing;
    private ImmutableArray<Watcher> watchers = [];
    private volatile Watcher? pacemaker;
    private long lastFrame = Stopwatch.GetTimestamp();

    /// <summary>Draws for somebody from now on. Any thread.</summary>
    /// <param name="watcher">Who.</param>
    /// <param name="setsPace">Whether their frames are those that a <see cref="Commands.Pace"/> counts; of several the last one's are.</param>
    public void Join(Watcher watcher, bool setsPace = false)
    {
        watcher.Poke = Poke;
        ImmutableInterlocked.Update(ref watchers, all => all.Add(watcher));
        pacemaker = setsPace ? watcher : pacemaker;
        Poke();
    }

    /// <summary>Draws for somebody no more; a picture may still be on its way. Any thread.</summary>
    public void Leave(Watcher watcher)
    {
        ImmutableInterlocked.Update(ref watchers, all => all.Remove(watcher));
        watcher.Poke = null;
        pacemaker = pacemaker == watcher ? null : pacemaker;
        Poke();
    }

    private bool DrawWhatIsWanted()
    {
        drawing.Turn(World, worldVersion);
        bool any = false;
        foreach (Watcher watcher in watchers)
        {
            any |= watcher.Draw(drawing);
        }

        bool isFrame = pacemaker is Watcher watching ? watching.HasAll(drawing) : TimeToFrame <= TimeSpan.Zero;
        if (isFrame)
        {
            stepsSincePicture = 0;
            lastFrame = Stopwatch.GetTimestamp();
        }

        return any;
    }

    private bool WaitsForFrame => pace.StepsPerFrame > 0 && stepsSincePicture >= pace.StepsPerFrame;

    private TimeSpan TimeToFrame => frameTime - Stopwatch.GetElapsedTime(lastFrame);
}
