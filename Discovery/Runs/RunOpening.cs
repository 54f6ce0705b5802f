using System.Collections.Immutable;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Makes the world of a run: as somebody left it on its way, as another trial left it at its end, or a new one.</summary>
/// <param name="experiment">What the run belongs to.</param>
/// <param name="fold">Its search.</param>
/// <param name="device">Where it runs.</param>
/// <param name="note">Is told, a line each, what others should know.</param>
internal sealed class RunOpening(Experiment experiment, ArmFold fold, ComputeDevice device, Action<string> note)
{
    private readonly ObservationPlan plan = experiment.Observation;

    /// <summary>Makes it.</summary>
    /// <param name="key">Which run.</param>
    /// <param name="trial">What it tries.</param>
    /// <param name="start">A new world of it.</param>
    /// <param name="eye">What looks at it.</param>
    /// <param name="observers">What looks at it besides.</param>
    /// <returns>The run, before its first step; null where others have done with it already, and the world that it goes on from is gone.</returns>
    /// <exception cref="UserException">That world is gone, or cannot be read; or the device has no room.</exception>
    public WorldRun? Open(RunKey key, Proposal trial, RunConfiguration start, SightingObserver eye, params IReadOnlyList<RunObserver> observers)
    {
        observers = [eye, .. observers];
        WorldRun? run = null;
        if (experiment.CheckpointEvery is not null)
        {
            fold.Store.ReadWorld(key, WorldStage.UnderWay, path => run = TryResume(key, path, RecipeOf(key, start), eye, observers));
        }

        if (run is not null)
        {
            return run;
        }

        if (trial.From is not int from)
        {
            return Begin(new NewWorld(RecipeOf(key, start)), plan.Steps, observers);
        }

        if (!fold.Store.ReadWorld(new RunKey(from, 0), WorldStage.Ended, path => run = Begin(Inherit(path, key.Trial, trial), plan.Steps, observers))
            && fold.Store.Find(key) is null)
        {
            throw new UserException($"{fold.Store.Place} has lost the world of trial {from}, with which trial {key.Trial} goes on");
        }

        return run;
    }

    private WorldRun Begin(RunStart start, long steps, IReadOnlyList<RunObserver> observers) =>
        new(new RunTask(start, steps), device, observers, _ => { });

    // What cannot be read costs time, and nothing else.
    private WorldRun? TryResume(RunKey key, string path, Recipe recipe, SightingObserver eye, IReadOnlyList<RunObserver> observers)
    {
        try
        {
            long steps = eye.StepsToCome(WorldFile.ReadPlace(path).Step, EcoFile.ReadExtras(path));
            return Begin(new SavedWorld(path) { Recipe = recipe.Actions.IsEmpty ? null : recipe }, steps, observers);
        }
        catch (UserException exception)
        {
            note($"run {key} begins anew: {exception.Message}");
            return null;
        }
    }

    // Up to the first look worlds of one seed are the same; then each has random numbers of its own.
    private Recipe RecipeOf(RunKey run, RunConfiguration start) => new(
        start, experiment.Weathers == 1 ? [] : [new TimedAction(plan.BurnIn, new NewWeather(fold.Seeds.OfWeather(run.Trial, run.Repeat)))]);

    private SavedWorld Inherit(string path, int number, Proposal trial)
    {
        WorldParameters parameters = WorldFile.ReadConfiguration(path).Parameters;
        ImmutableArray<ParameterAssignment> changes =
        [
            .. experiment.Genes.AssignmentsOf(trial.Genome).Where(one => one.Parameter.Read(parameters, one.Species) != one.Value),
        ];
        IEnumerable<WorldAction> mutation = changes.IsEmpty ? [] : [new ChangeParameters(changes)];
        return new SavedWorld(path) { Actions = [.. mutation, .. trial.IsCopy ? Part(number) : []] };
    }

    // With its random numbers a copy of equal genes would repeat what it was copied from.
    private IEnumerable<WorldAction> Part(int number)
    {
        (ulong weather, ulong networks) = fold.Seeds.OfCopy(number);
        yield return new NewWeather(weather);
        if (experiment.Search!.Population is { Heredity: Heredity.Darwin })
        {
            yield return new RenewNetworks(networks);
        }
        else if (experiment.Search.Population is { Heredity: Heredity.Noise, Sigma: float sigma })
        {
            yield return new ShakeWeights(sigma, networks);
        }
    }
}
