using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Runs;

/// <summary>A run before it is made, as data: on devices that round alike, one task comes to one last state.</summary>
/// <param name="Start">How its world comes to be.</param>
/// <param name="Steps">How many steps to take from where the world stands.</param>
/// <param name="Repeats">Whether the world follows a recipe: then every step counts, whatever takes back its number.</param>
public sealed record RunTask(RunStart Start, long Steps, bool Repeats = false);

/// <summary>How a run's world comes to be.</summary>
public abstract record RunStart
{
    private protected RunStart()
    {
    }

    /// <summary>Its rules, schedule and walls at the start.</summary>
    public abstract RunConfiguration Configuration { get; }

    /// <summary>The same start with further parameters changed.</summary>
    /// <param name="assignments">The changes, such as <c>SunPenalty=2</c> or <c>Learns[2]=false</c>.</param>
    /// <exception cref="UserException">It cannot be changed so.</exception>
    public abstract RunStart Change(params IReadOnlyList<string> assignments);

    /// <summary>Makes the world.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="note">Is told, a line each, what it lacks of what was asked for.</param>
    /// <exception cref="UserException">A file cannot be read any more, or the device is too small.</exception>
    public abstract ConfiguredWorld Open(ComputeDevice device, Action<string> note);

    /// <summary>Tells what is likely not meant.</summary>
    private protected static void TellDoubts(WorldParameters parameters, Action<string> note)
    {
        foreach (string doubt in parameters.Doubts)
        {
            note(doubt);
        }
    }
}

/// <summary>A new world, to which happens what a recipe tells of.</summary>
/// <param name="Recipe">Its start, and what happens to it.</param>
public sealed record NewWorld(Recipe Recipe) : RunStart
{
    private const long SmallGrid = 128 * 128;
    private const float MuchWall = 0.25f;

    /// <inheritdoc/>
    public override RunConfiguration Configuration => Recipe.Start;

    /// <inheritdoc/>
    public override NewWorld Change(params IReadOnlyList<string> assignments)
    {
        Recipe recipe = Recipe with { Start = assignments.Aggregate(Recipe.Start, (changed, one) => changed.Set(one)) };
        recipe.Validate();
        return new NewWorld(recipe);
    }

    /// <inheritdoc/>
    public override ConfiguredWorld Open(ComputeDevice device, Action<string> note)
    {
        if (Recipe.Origin?.WhyBitsMayDiffer(device) is string difference)
        {
            note($"the recipe: {difference}");
        }

        ConfiguredWorld world = new(device, Recipe);
        try
        {
            TellOfWalls(world.World, note);
            TellDoubts(world.World.Parameters, note);
            return world;
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }

    private void TellOfWalls(World world, Action<string> note)
    {
        long cells = (long)Recipe.Start.Parameters.GridWidth * Recipe.Start.Parameters.GridHeight;
        if (cells <= SmallGrid && world.ReadWalls().Average() is > MuchWall and float share)
        {
            note(string.Create(CultureInfo.InvariantCulture, $"walls, a cell thick at least, take {share:0 %} of so small a grid"));
        }
    }
}
