using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>A world that starts with its walls, follows its schedule, and remembers what was done to it.</summary>
public sealed class ConfiguredWorld : IDisposable
{
    private readonly RunConfiguration configuration;
    private readonly Queue<TimedAction> coming;
    private readonly List<TimedAction> done = [];
    private Queue<ScheduledChange> schedule;
    private bool happenedHere;

    /// <summary>Makes a new world.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="configuration">Its rules, walls and schedule.</param>
    /// <exception cref="UserException">The rules are not valid, or the device is too small.</exception>
    public ConfiguredWorld(ComputeDevice device, RunConfiguration configuration)
        : this(device, new Recipe(configuration, []))
    {
    }

    /// <summary>Makes a new world to which everything happens again that a recipe tells of.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="recipe">What happens.</param>
    /// <exception cref="UserException">The rules are not valid, or the device is too small.</exception>
    public ConfiguredWorld(ComputeDevice device, Recipe recipe)
        : this(new World(device, recipe.Start.Parameters), recipe)
    {
        try
        {
            BuildWalls();
        }
        catch
        {
            World.Dispose();
            throw;
        }
    }

    private ConfiguredWorld(World world, Recipe recipe)
    {
        World = world;
        configuration = recipe.Start;
        Origin = Origin.Of(world.Device);
        coming = new Queue<TimedAction>(recipe.Actions);
        schedule = new Queue<ScheduledChange>(configuration.Schedule.Where(change => change.Step >= world.StepNumber));
    }

    /// <summary>The world itself. What is to be remembered goes through <see cref="Do"/>.</summary>
    public World World { get; }

    /// <summary>Steps taken, all counted, whatever was reset or restored in between.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>Actions of the recipe that are still to come.</summary>
    public int ActionsToCome => coming.Count;

    /// <summary>The start and everything that has been done since: a recipe for this very run.</summary>
    public Recipe Recipe => new(configuration, [.. done], StepsTaken, Origin);

    /// <summary>Where the world's bits come from: here, once something has happened to it here.</summary>
    public Origin Origin { get; private set; }

    /// <summary>Whether <see cref="Recipe"/> leads here; not so where a world goes on and nobody knows how it came to be.</summary>
    public bool KnowsItsPast { get; private set; } = true;

    /// <summary>What the world started from.</summary>
    public RunConfiguration Start => configuration;

    /// <summary>What the file that the world came from kept beside it.</summary>
    public EcoExtras Extras { get; private init; } = EcoExtras.None;

    /// <summary>A world that goes on from a state it already has.</summary>
    /// <param name="world">The world, which is owned from now on.</param>
    /// <param name="configuration">What its walls and schedule were; of the schedule, what is still to come happens.</param>
    /// <param name="extras">What was kept beside it; nothing if null.</param>
    /// <param name="past">How it came to be, if that is known.</param>
    /// <param name="origin">Where its bits come from, if that is known.</param>
    public static ConfiguredWorld GoOn(
        World world,
        RunConfiguration configuration,
        EcoExtras? extras = null,
        Recipe? past = null,
        Origin? origin = null)
    {
        ConfiguredWorld goingOn = new(world, new Recipe(configuration, []))
        {
            Extras = extras ?? EcoExtras.None,
            StepsTaken = past?.Steps ?? 0,
            KnowsItsPast = past is not null,
            Origin = origin ?? Origin.Of(world.Device),
        };
        goingOn.done.AddRange(past?.Actions ?? []);
        return goingOn;
    }

    /// <summary>Does something to the world and remembers it.</summary>
    /// <param name="action">What.</param>
    /// <param name="by">Who does it, where several may; the recipe says so.</param>
    /// <exception cref="UserException">It cannot be done; then it is not remembered either.</exception>
    /// <exception cref="WorldDiedException">The world died of it, and stands where it last was good.</exception>
    public void Do(WorldAction action, string? by = null)
    {
        try
        {
            action.Apply(this);
        }
        catch (WorldDiedException)
        {
            // A change has the world looked at, and one that dies of it goes back to its last good state.
            Remember(action, by);
            throw;
        }

        Remember(action, by);
    }

    /// <summary>Changes parameters and remembers it.</summary>
    /// <param name="assignments">Such as <c>SunPenalty=2</c> or <c>Learns[2]=false</c>.</param>
    /// <exception cref="UserException">They cannot be changed so; then they are as they were.</exception>
    /// <exception cref="WorldDiedException">Learning's numbers were not finite, and there is nothing good to go back to.</exception>
    public void Set(params IReadOnlyList<string> assignments) =>
        Do(new ChangeParameters([.. assignments.Select(World.Parameters.Catalogue.Parse)]));

    /// <summary>The recipe that it follows, with what is still to come of it; null where nothing is.</summary>
    public Recipe? Following => KnowsItsPast && coming.Count > 0 ? Recipe with { Actions = [.. done, .. coming] } : null;

    /// <summary>Has happen what a recipe tells of and what has not happened yet: this world is one that followed it so far.</summary>
    /// <exception cref="UserException">It is not.</exception>
    public void GoOnWith(Recipe recipe)
    {
        // Where nothing is left to do for it, a world may have been mended since.
        int common = Math.Min(recipe.Actions.Length, done.Count);
        Recipe told = Recipe with { Start = recipe.Start, Actions = [.. recipe.Actions.Take(common)] };
        Recipe followed = Recipe with { Actions = [.. done.Take(common)] };
        if (!KnowsItsPast || told.ToJson() != followed.ToJson())
        {
            throw new UserException("the world did not come about by this recipe, so it cannot go on with it");
        }

        foreach (TimedAction action in recipe.Actions.Skip(done.Count))
        {
            coming.Enqueue(action);
        }
    }

    /// <summary>Forgets what a recipe says is still to come: somebody takes over.</summary>
    public void TakeOver() => coming.Clear();

    /// <summary>Does what the recipe says comes before the next step; at the end of a run nothing else would.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="UserException">Something cannot be done.</exception>
    public IReadOnlyList<TimedAction> DoWhatIsDue()
    {
        List<TimedAction>? due = null;
        while (coming.TryPeek(out TimedAction? next) && next.StepsTaken <= StepsTaken)
        {
            (due ??= []).Add(coming.Dequeue());
            try
            {
                Do(next.Action, next.By);
            }
            catch (UserException exception)
            {
                throw new UserException($"recipe, after {next.StepsTaken} steps: {exception.Message}", exception);
            }
        }

        return due is null ? [] : due;
    }

    /// <summary>Queues one step, after everything that is due before it.</summary>
    /// <returns>The changes of parameters among that.</returns>
    /// <exception cref="UserException">Something that is due cannot be done.</exception>
    /// <exception cref="WorldDiedException">The step was taken, and the world could not be mended.</exception>
    public IReadOnlyList<ParameterAssignment> Step()
    {
        IReadOnlyList<ParameterAssignment> changes = [];
        if (DoWhatIsDue() is { Count: > 0 } due)
        {
            changes = [.. due.Select(one => one.Action).OfType<ChangeParameters>().SelectMany(one => one.Assignments)];
        }

        while (schedule.TryPeek(out ScheduledChange? change) && change.Step <= World.StepNumber)
        {
            Follow(schedule.Dequeue());
            changes = [.. changes, .. change.Assignments];
        }

        HappensHere();
        try
        {
            World.Step();
        }
        catch (WorldDiedException)
        {
            StepsTaken++;
            throw;
        }

        StepsTaken++;
        return changes;
    }

    /// <inheritdoc/>
    public void Dispose() => World.Dispose();

    private void Follow(ScheduledChange change)
    {
        try
        {
            World.Change(change.Apply(World.Parameters));
        }
        catch (UserException exception)
        {
            throw new UserException($"schedule, step {change.Step}: {exception.Message}", exception);
        }
    }

    private void Remember(WorldAction action, string? by)
    {
        HappensHere();
        done.Add(new TimedAction(StepsTaken, action, by));
    }

    private void HappensHere()
    {
        if (!happenedHere)
        {
            Origin = Origin.Then(Origin.Of(World.Device));
            happenedHere = true;
        }
    }

    // With the rules now in force and the schedule of the start.
    internal void Reset(bool keepsWalls)
    {
        World.Reset(keepsWalls);
        schedule = new Queue<ScheduledChange>(configuration.Schedule);
        if (!keepsWalls)
        {
            BuildWalls();
        }
    }

    // The fractions 0 and 1 are the first and the last cell.
    private void BuildWalls()
    {
        int lastColumn = World.Parameters.GridWidth - 1;
        int lastRow = World.Parameters.GridHeight - 1;
        foreach (Wall wall in configuration.Walls)
        {
            World.Stroke(
                Brush.Wall,
                wall.FromX * lastColumn,
                wall.FromY * lastRow,
                wall.ToX * lastColumn,
                wall.ToY * lastRow,
                wall.Radius * Math.Min(World.Parameters.GridWidth, World.Parameters.GridHeight));
        }
    }
}
