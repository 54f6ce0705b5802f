using System.Diagnostics;
using System.Runtime.ExceptionServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

/// <summary>
/// A world that lives on a thread of its own. The thread carries out what it is asked for, steps, draws and observes, always
/// between two steps, while those who watch go on at paces of their own.
/// </summary>
public sealed partial class WorldSession : IWorldControls, IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(0.5);

    private readonly Thread thread;
    private readonly object gate = new();
    private readonly RateMeter steps = new();
    private volatile bool stopping;
    private bool paused;
    private Pace pace = Pace.Default;
    private ConfiguredWorld world;
    private ExceptionDispatchInfo? failure;
    private bool hasNews;
    private int stepsSincePicture;
    private long lastStep = Stopwatch.GetTimestamp();

    /// <summary>Makes a session, which begins with <see cref="Start"/>.</summary>
    /// <param name="world">The world, owned from now on; from <see cref="Start"/> on, this thread's alone.</param>
    /// <param name="options">Where checkpoints and autosaves go, and how often.</param>
    public WorldSession(ConfiguredWorld world, SessionOptions options)
    {
        this.world = world;
        this.options = options;
        drawing = new Drawing(line => Tell(new Notice(line, IsWarning: true)));
        encounters = new EncounterWatch(line => Tell(new Notice(line, IsWarning: true)));
        checkpoints = new CheckpointFolder(options.CheckpointFolder);
        revival = new Revival(
            () => autosaves?.Last,
            file => WorldFile.Open(file, World.Device, line => Tell(new Notice(line))),
            line => Tell(new Notice(line, IsWarning: true)));
        run = checkpoints.NewRun();
        history = History.From(world.Extras);
        FollowRecipe();
        snapshot = Observe();
        wanted = World.Parameters;
        thread = new Thread(Live) { Name = "world", IsBackground = true };
    }

    /// <summary>The colours that whoever began the session prefers.</summary>
    public Palette Palette => options.Palette;

    /// <summary>Steps taken so far, whatever was restored or reset in between.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>How the world came to be what it is, if that is known; to be read when the thread has ended.</summary>
    public Recipe? Recipe => world.KnowsItsPast ? world.Recipe : null;

    /// <summary>Lets the world begin.</summary>
    public void Start() => thread.Start();

    /// <summary>Tells the world's thread that something may be possible now that was not before.</summary>
    public void Poke()
    {
        lock (gate)
        {
            hasNews = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Throws what ended the world's thread, if anything did.</summary>
    public void ThrowIfFailed() => Volatile.Read(ref failure)?.Throw();

    /// <summary>Ends the thread after the step that it is at, and waits for it and for pictures being written.</summary>
    public void Dispose()
    {
        if (stopping)
        {
            return;
        }

        stopping = true;
        Poke();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        EndOrders();
        EndRecordings();
        Task.WaitAll(writes);
        autosaves?.Dispose();
        keptWorlds.Dispose();
        world.Dispose();
    }

    private World World => world.World;

    private void Live()
    {
        try
        {
            while (!stopping)
            {
                // Before the step, which may take long, whatever there is to be seen.
                bool busy = RunCommands();
                busy |= DrawWhatIsWanted();
                TellNews(isIdle: !busy);
                if (!stopping && MayStep())
                {
                    TakeStep();
                }
                else if (!busy)
                {
                    Sleep();
                }
            }
        }
        catch (Exception exception)
        {
            Volatile.Write(ref failure, ExceptionDispatchInfo.Capture(exception));
        }
        finally
        {
            EndOrders();
        }
    }

    private bool MayStep()
    {
        if (death is not null)
        {
            return false;
        }

        if (paused)
        {
            return stepsAsked.Count > 0;
        }

        return TimeToStep <= TimeSpan.Zero && !WaitsForFrame;
    }

    private TimeSpan TimeToStep => pace.Delay - Stopwatch.GetElapsedTime(lastStep);

    private void TakeStep()
    {
        lastStep = Stopwatch.GetTimestamp();
        try
        {
            long step = World.StepNumber;
            NoteChanges(world.Step(), step, by: null);
            World.Finish();
        }
        catch (WorldDiedException exception)
        {
            Die(exception.Message);
        }
        catch (UserException exception)
        {
            Tell(new Notice(exception.Message, IsWarning: true));
        }

        StepsTaken++;
        FollowRecipe();
        Record();
        AutosaveIfDue();
        steps.Tick();
        stepsSincePicture++;
        worldVersion++;
        AnswerSteps();
    }

    private void Sleep()
    {
        TimeSpan wait = paused || death is not null ? LongestSleep : TimeToStep > TimeToFrame ? TimeToStep : TimeToFrame;
        TimeSpan longest = wait > TimeSpan.Zero && wait < LongestSleep ? wait : LongestSleep;
        lock (gate)
        {
            if (!hasNews)
            {
                Monitor.Wait(gate, longest);
            }

            hasNews = false;
        }
    }
}
