using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    // The panel's numbers are for eyes.
    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromMilliseconds(50);

    // A larger picture of the world is more than most programs open.
    private const int LongestPictureSide = 8192;

    private History history;
    private volatile WorldSnapshot snapshot;
    private volatile Notice? notice;
    private Task[] writes = [];
    private readonly EncounterWatch encounters;
    private long worldVersion = 1;
    private long observedVersion;
    private long lastSnapshot;
    private bool isStale;
    private IReadOnlyList<int> seenRespawns = [];
    private int seenRecoveries;
    private string? death;

    /// <summary>What was last observed.</summary>
    public WorldSnapshot Snapshot => snapshot;

    /// <summary>The last line for the user; a new object for each.</summary>
    public Notice? Notice => notice;

    /// <summary>There is a new snapshot or notice. Called on the thread that made it, so whoever listens only takes note.</summary>
    public event Action? Told;

    private void WritePicture(PictureStyle wanted)
    {
        PictureStyle style = Existing(wanted);
        PictureFrame picture = PictureFrame.Whole(World.Parameters, LongestPictureSide, style.World);
        uint[] pixels = style.Read(World, picture);
        string path = $"world-{World.StepNumber:D6}.png";
        writes = [.. writes.Where(task => !task.IsCompleted), Task.Run(() => WritePicture(path, pixels, picture))];
    }

    private void WritePicture(string path, uint[] pixels, PictureFrame picture)
    {
        try
        {
            AtomicFile.Write(path, stream => Picture.WritePng(stream, pixels, picture.Width, picture.Height));
            Tell(new Notice($"wrote {path}"));
        }
        catch (Exception exception) when (exception is UserException or IOException or UnauthorizedAccessException)
        {
            Tell(new Notice(exception.Message, IsWarning: true));
        }
    }

    private void TellNews(bool isIdle)
    {
        isStale |= observedVersion != worldVersion
            || encounters.IsOn != WantsEncounters
            || watchers.Any(watcher => watcher.WantsInspection);
        if (isStale && (isIdle || Stopwatch.GetElapsedTime(lastSnapshot) >= SnapshotInterval))
        {
            Publish();
        }
    }

    private bool WantsEncounters => watchers.Any(watcher => watcher.Request.Encounters);

    // Whoever asks for a picture may still speak of a world that is no more.
    private PictureStyle Existing(PictureStyle style) =>
        style.World.Exists(World.Parameters) ? style : style with { World = default };

    private void Publish()
    {
        snapshot = Observe();
        Told?.Invoke();
    }

    private WorldSnapshot Observe()
    {
        isStale = false;
        lastSnapshot = Stopwatch.GetTimestamp();
        Metrics metrics = snapshot?.Metrics!;
        if (observedVersion != worldVersion)
        {
            observedVersion = worldVersion;
            metrics = World.Observe();
            NoteWhatHappened(metrics);
            history.Add(metrics, (long)World.Parameters.GridWidth * World.Parameters.GridHeight);
        }

        encounters.Look(World, WantsEncounters);
        foreach (Watcher watcher in watchers)
        {
            watcher.Inspect(World);
        }

        return new WorldSnapshot(
            World.Parameters,
            metrics,
            paused ? 0 : steps.PerSecond,
            paused,
            pace,
            history.Samples(),
            history.Events(),
            run,
            checkpoints.All,
            death,
            IsReplay)
        {
            Chapter = history.Chapter,
            Undo = undo.Last?.Text,
            Redo = undo.Next?.Text,
            Recordings = Recordings,
            Recorded = recordedFiles,
            Encounters = encounters.Latest,
        };
    }

    // Another world, or the same one from its start: what it did before is no news.
    private void BeginAnew()
    {
        death = null;
        seenRespawns = [];
        seenRecoveries = 0;
    }

    private void NoteWhatHappened(Metrics metrics)
    {
        for (int i = 0; i < metrics.Respawns.Length && i < seenRespawns.Count; i++)
        {
            if (metrics.Respawns[i] > seenRespawns[i])
            {
                Note(WorldEventKind.Respawn, $"species {i + 1} came back");
            }
        }

        seenRespawns = metrics.Respawns;
        foreach (Recovery recovery in World.Recoveries.Skip(seenRecoveries))
        {
            Note(WorldEventKind.Restore, recovery.ToString());
            Tell(new Notice(recovery.ToString(), IsWarning: true));
        }

        seenRecoveries = World.Recoveries.Count;
    }

    private void NoteChanges(IEnumerable<ParameterAssignment> assignments, long step, string? by)
    {
        foreach (ParameterAssignment assignment in assignments)
        {
            string target = Target(assignment);
            history.Add(new WorldEvent(step, WorldEventKind.Parameter, $"{target} = {assignment.Value}", target, by));
        }
    }

    private static string Target(ParameterAssignment assignment) =>
        assignment.Species is int species ? $"{assignment.Parameter.Name}[{species}]" : assignment.Parameter.Name;

    private void Note(WorldEventKind kind, string text, string? by = null) =>
        history.Add(new WorldEvent(World.StepNumber, kind, text, By: by));

    private void Tell(Notice news)
    {
        notice = news;
        Told?.Invoke();
    }
}
