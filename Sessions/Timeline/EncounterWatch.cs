using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Sessions.Timeline;

/// <summary>Who beat whom of late in a world, looked at while somebody wants to see it. The world's thread uses it.</summary>
/// <param name="warn">Tells whoever steers why it cannot be seen.</param>
internal sealed class EncounterWatch(Action<string> warn)
{
    // For each look the networks run once more.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Of fewer steps, chance would say who beats whom.
    private const int MostLooks = 10;

    private readonly Queue<Conquests> looks = new();
    private World? world;
    private int species;
    private long lastLook;
    private bool isRefused;

    /// <summary>Whether somebody wanted to see it when it last looked.</summary>
    public bool IsOn => world is not null;

    /// <summary>What was last seen, with the conquests of some looks together; null where nobody wants to, or there was no room.</summary>
    public Encounters? Latest { get; private set; }

    /// <summary>Looks at the world where it is time to.</summary>
    public void Look(World now, bool isWanted)
    {
        if (isWanted)
        {
            if (now != world || now.Parameters.Species != species || now.StepNumber < Latest?.Step)
            {
                Forget(now);
            }

            if (!isRefused && IsDue(now))
            {
                TryLook(now);
            }
        }
        else if (IsOn)
        {
            now.CountsConquests = false;
            Forget(null);
        }
    }

    private bool IsDue(World now) => Latest is null
        || (Latest.Conquests is null && now.StepNumber > Latest.Step)
        || Stopwatch.GetElapsedTime(lastLook) >= Interval;

    private void TryLook(World now)
    {
        lastLook = Stopwatch.GetTimestamp();
        try
        {
            now.CountsConquests = true;
            Encounters seen = now.ObserveEncounters();
            if (seen.Conquests is not null)
            {
                looks.Enqueue(seen.Conquests);
            }

            while (looks.Count > MostLooks)
            {
                looks.Dequeue();
            }

            Latest = seen with { Conquests = looks.Count > 0 ? looks.Aggregate((sum, look) => sum.Plus(look)) : null };
        }
        catch (UserException exception)
        {
            // Asked again at every step, it would say so at every step.
            isRefused = true;
            Latest = null;
            warn(exception.Message);
        }
    }

    // Of another world, or of one that starts again or has other species.
    private void Forget(World? next)
    {
        world = next;
        species = next?.Parameters.Species ?? 0;
        isRefused = false;
        Latest = null;
        looks.Clear();
    }
}
