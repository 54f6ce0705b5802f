using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Runs;

/// <summary>A world that goes on from a file, with some parameters changed.</summary>
public sealed record SavedWorld : RunStart
{
    private readonly RunConfiguration saved;
    private readonly IReadOnlyList<string> given;

    /// <summary>Reads what a file says, and finds the changes to be possible.</summary>
    /// <param name="path">The file.</param>
    /// <param name="assignments">The changes, such as <c>SunPenalty=2</c> or <c>Learns[2]=false</c>.</param>
    /// <exception cref="UserException">The file cannot be read, or its world cannot be changed so.</exception>
    public SavedWorld(string path, params IReadOnlyList<string> assignments)
        : this(path, WorldFile.ReadConfiguration(path), assignments)
    {
    }

    private SavedWorld(string path, RunConfiguration saved, IReadOnlyList<string> assignments)
    {
        File = path;
        this.saved = saved;
        given = assignments;
        Changes = [.. assignments.Select(saved.Parameters.Catalogue.Parse)];
        Configuration = saved with { Parameters = Changes.ApplyTo(saved.Parameters) };
        Configuration.Validate();
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>What is changed before the first step.</summary>
    public ImmutableArray<ParameterAssignment> Changes { get; }

    /// <summary>What is done to it before the first step, after the changes.</summary>
    public ImmutableArray<WorldAction> Actions { get; init; } = [];

    /// <summary>The recipe that the world has followed so far, and goes on with; null if there is none.</summary>
    public Recipe? Recipe { get; init; }

    /// <inheritdoc/>
    public override RunConfiguration Configuration { get; }

    /// <inheritdoc/>
    public override SavedWorld Change(params IReadOnlyList<string> assignments) =>
        new(File, saved, [.. given, .. assignments]) { Recipe = Recipe, Actions = Actions };

    /// <inheritdoc/>
    public override ConfiguredWorld Open(ComputeDevice device, Action<string> note)
    {
        ConfiguredWorld world = WorldFile.Open(File, device, note);
        try
        {
            if (world.Origin.WhyBitsMayDiffer(device) is string difference)
            {
                note($"{File}: {difference}");
            }

            if (!Changes.IsEmpty)
            {
                world.Do(new ChangeParameters(Changes));
            }

            TellDoubts(world.World.Parameters, note);

            // For a world that goes on, a seed that waits for a new start would do nothing.
            if (Changes.Any(change => change.Parameter.Name == nameof(WorldParameters.Seed)))
            {
                world.Do(new NewWeather(world.World.Parameters.Seed));
            }

            foreach (WorldAction action in Actions)
            {
                world.Do(action);
            }

            if (Recipe is not null)
            {
                world.GoOnWith(Recipe);
            }

            return world;
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }
}
