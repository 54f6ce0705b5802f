namespace GpuEcosystem.Sessions.Timeline;

/// <summary>Events, in bounded memory. Those that make up one gesture, such as dragging a slider, are one event.</summary>
internal sealed class EventLog
{
    /// <summary>The most events that are kept.</summary>
    public const int MostEvents = 1000;

    // Pauses within a gesture, in steps.
    private const long GesturePause = 20;

    // The kinds of which something is forgotten first.
    private static readonly WorldEventKind[] byImportance =
    [
        WorldEventKind.Respawn, WorldEventKind.Edit, WorldEventKind.Parameter, WorldEventKind.Checkpoint,
        WorldEventKind.Restore, WorldEventKind.Reset,
    ];

    private readonly List<WorldEvent> kept = [];
    private IReadOnlyList<WorldEvent>? all;
    private long news;
    private long lastId;

    /// <summary>Takes an event.</summary>
    public void Add(WorldEvent e)
    {
        news++;
        if (kept.Count > 0 && Continues(kept[^1], e))
        {
            kept[^1] = e with { Id = kept[^1].Id, Number = news };
        }
        else
        {
            kept.Add(e with { Id = ++lastId, Number = news });
        }

        all = null;
        if (kept.Count > MostEvents)
        {
            Forget();
        }
    }

    /// <summary>Events, oldest first; the list never changes.</summary>
    public IReadOnlyList<WorldEvent> All() => all ??= [.. kept];

    private static bool Continues(WorldEvent last, WorldEvent next) =>
        next.Kind == last.Kind
        && next.By == last.By
        && next.Step - last.Step is >= 0 and <= GesturePause
        && (next.Kind == WorldEventKind.Edit
            || next.Kind == WorldEventKind.Parameter && next.Subject is not null && next.Subject == last.Subject);

    // Of the older half of all events, the older half of the least important kind. What came lately always stays.
    private void Forget()
    {
        int older = kept.Count / 2;
        WorldEventKind kind = byImportance.First(kind => kept.FindIndex(0, older, e => e.Kind == kind) >= 0);
        int surplus = (kept.Take(older).Count(e => e.Kind == kind) + 1) / 2;
        kept.RemoveAll(e => e.Kind == kind && surplus-- > 0);
    }
}
