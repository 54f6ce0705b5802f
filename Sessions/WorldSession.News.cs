using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Kernels.Layout;
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
    private volatile ViewRequest request;
    private volatile WorldSnapshot snapshot;
    private volatile Notice? notice;
    private (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawnDetail;
    private (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawnOverview;
    private Task[] writes = [];
    private long worldVersion = 1;
    private long observedVersion;
    private long lastSnapshot;
    private bool isStale;
    private (int X, int Y)? inspected;
    private IReadOnlyList<int> seenRespawns = [];
    private int seenRecoveries;
    private string? death;

    /// <summary>What was last observed.</summary>
    public WorldSnapshot Snapshot => snapshot;

    /// <summary>The last line for the user; a new object for each.</summary>
    public Notice? Notice => notice;

    /// <summary>Says what whoever watches wants to see.</summary>
    public void Show(ViewRequest wanted)
    {
        if (wanted != request)
        {
            request = wanted;
            Poke();
        }
    }

    private void WritePicture(LayerChoice layer)
    {
        PictureFrame picture = PictureFrame.Whole(World.Parameters, LongestPictureSide, Shown);
        uint[] pixels = World.ReadPicture(layer, request.Palette, picture);
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

    // A picture that nobody has taken yet is enough: the next one would only wait behind it.
    private bool DrawWhatIsWanted()
    {
        ViewRequest wanted = request;
        if (exchange.HasUntaken)
        {
            return false;
        }

        bool overview = Draw(wanted, wanted.Overview, ref drawnOverview, isOverview: true);
        bool detail = Draw(wanted, wanted.Detail, ref drawnDetail, isOverview: false);
        if (detail || wanted.Detail is null)
        {
            stepsSincePicture = 0;
        }

        return overview || detail;
    }

    private bool Draw(
        ViewRequest wanted,
        PictureFrame? frame,
        ref (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawn,
        bool isOverview)
    {
        if (frame is not PictureFrame picture || drawn == (frame, wanted.Layer, wanted.Palette, worldVersion)
            || !IsInside(picture.World, picture.Region)
            || exchange.Begin(picture.Pixels) is not IPictureMemory memory)
        {
            return false;
        }

        bool complete = false;
        try
        {
            World.Draw(wanted.Layer, wanted.Palette, picture, memory.View, picture.Width);
            World.Finish();
            memory.Deliver((int)picture.Pixels);
            complete = true;
        }
        catch (UserException exception)
        {
            Tell(new Notice(exception.Message, IsWarning: true));
        }
        finally
        {
            drawn = (frame, wanted.Layer, wanted.Palette, worldVersion);
            if (complete)
            {
                exchange.Publish(
                    memory,
                    new DrawnFrame(picture, isOverview, wanted.Layer, wanted.Palette, World.StepNumber, World.LearningPatch));
            }
            else
            {
                exchange.Abandon(memory);
            }
        }

        return complete;
    }

    // Whoever watches may still speak of a grid that has been cut, or of a world that is no more.
    private bool IsInside(ShownWorld shown, Area region)
    {
        Area all = shown.AreaIn(World.Parameters);
        return shown.Exists(World.Parameters) && region.Right <= all.Width && region.Bottom <= all.Height;
    }

    // Which of several worlds is watched.
    private ShownWorld Shown => request.Detail?.World is ShownWorld watched && watched.Exists(World.Parameters) ? watched : default;

    private void TellNews(bool isIdle)
    {
        isStale |= observedVersion != worldVersion || inspected != request.Pointer;
        if (isStale && (isIdle || Stopwatch.GetElapsedTime(lastSnapshot) >= SnapshotInterval))
        {
            Publish();
        }
    }

    private void Publish() => snapshot = Observe();

    private WorldSnapshot Observe()
    {
        isStale = false;
        lastSnapshot = Stopwatch.GetTimestamp();
        inspected = request.Pointer;
        Metrics metrics = snapshot?.Metrics!;
        if (observedVersion != worldVersion)
        {
            observedVersion = worldVersion;
            metrics = World.Observe();
            NoteWhatHappened(metrics);
            history.Add(metrics, (long)World.Parameters.GridWidth * World.Parameters.GridHeight);
        }

        bool canInspect = inspected is (int x, int y) && IsInside(default, new Area(x, y, 1, 1));
        return new WorldSnapshot(
            World.Parameters,
            metrics,
            paused ? 0 : steps.PerSecond,
            paused,
            pace,
            history.Samples(),
            history.Events(),
            canInspect ? World.Inspect(inspected!.Value.X, inspected.Value.Y) : null,
            run,
            checkpoints.All,
            death,
            IsReplay)
        {
            Recordings = Recordings,
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

    private void NoteChanges(IEnumerable<ParameterAssignment> assignments, long step)
    {
        foreach (ParameterAssignment assignment in assignments)
        {
            string target = Target(assignment);
            history.Add(new WorldEvent(step, WorldEventKind.Parameter, $"{target} = {assignment.Value}", target));
        }
    }

    private static string Target(ParameterAssignment assignment) =>
        assignment.Species is int species ? $"{assignment.Parameter.Name}[{species}]" : assignment.Parameter.Name;

    private void Note(WorldEventKind kind, string text) => history.Add(new WorldEvent(World.StepNumber, kind, text));

    private void Tell(Notice news) => notice = news;
}
