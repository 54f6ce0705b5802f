using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>An experiment and the stores of its searches.</summary>
public sealed class Campaign : IDisposable
{
    private Campaign(StorePlace place, StoredExperiment stored, IReadOnlyList<ArmFold> folds)
    {
        Place = place;
        Stored = stored;
        Folds = folds;
    }

    /// <summary>Where it is.</summary>
    public StorePlace Place { get; }

    /// <summary>The experiment.</summary>
    public StoredExperiment Stored { get; }

    /// <summary>Its searches, the one that it is about first.</summary>
    public IReadOnlyList<ArmFold> Folds { get; }

    /// <summary>Begins an experiment, or goes on with it where it was begun before.</summary>
    /// <param name="place">Where.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="origin">What its first worker is, if it was not begun before.</param>
    /// <exception cref="UserException">Another experiment is there, or nothing can be.</exception>
    public static Campaign Begin(StorePlace place, Experiment experiment, Origin origin)
    {
        using IRunStore store = place.Open();
        StoredExperiment stored = StoredExperiment.Read(store.SettleExperiment(new StoredExperiment(experiment, origin).ToJson()), store.Place);
        RequireSame(store, stored, experiment);
        return Open(place, stored, folded: null);
    }

    /// <summary>Makes sure that an experiment can be begun, or was, without beginning it.</summary>
    /// <param name="place">Where.</param>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="UserException">Another experiment is there, or nothing can be.</exception>
    public static void Check(StorePlace place, Experiment experiment)
    {
        using IRunStore store = place.Open();
        if (store.FindExperiment() is string json)
        {
            RequireSame(store, StoredExperiment.Read(json, store.Place), experiment);
        }
    }

    /// <summary>Opens an experiment that was begun.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="folded">Is shown the outcomes of every trial that a search learns of, in order; nobody if null.</param>
    /// <exception cref="UserException">There is none.</exception>
    public static Campaign Open(StorePlace place, Action<ArmFold, IReadOnlyList<Outcome>>? folded = null)
    {
        using IRunStore store = place.OpenExisting();
        string json = store.FindExperiment() ?? throw new UserException($"{store.Place} holds no experiment; 'sweep' or 'evolve' begins one");
        return Open(place, StoredExperiment.Read(json, store.Place), folded);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ArmFold fold in Folds)
        {
            fold.Dispose();
        }
    }

    private static void RequireSame(IRunStore store, StoredExperiment stored, Experiment experiment)
    {
        string[] differences = [.. stored.DifferencesFrom(experiment)];
        if (differences.Length > 0)
        {
            throw new UserException($"{store.Place} holds another experiment ({string.Join("; ", differences)}); take another place, or say the same");
        }
    }

    private static Campaign Open(StorePlace place, StoredExperiment stored, Action<ArmFold, IReadOnlyList<Outcome>>? folded)
    {
        List<ArmFold> folds = [];
        try
        {
            foreach (Arm arm in stored.Experiment.Arms)
            {
                IRunStore store = arm.IsMain ? place.Open() : place.OpenBeside(arm.Name);
                folds.Add(new ArmFold(stored.Experiment, arm, store, folded));
            }

            return new Campaign(place, stored, folds);
        }
        catch
        {
            folds.ForEach(fold => fold.Dispose());
            throw;
        }
    }
}
