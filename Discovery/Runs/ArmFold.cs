using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>
/// What a search has come to: a fold over its outcomes, in the order of trials, so that everybody who looks at the same outcomes comes to
/// the same archive and the same next trials.
/// </summary>
public sealed class ArmFold : IDisposable
{
    private readonly Experiment experiment;
    private readonly Scorer? scorer;
    private readonly Dictionary<RunKey, Outcome> ahead = [];
    private readonly Dictionary<int, Proposal> settled = [];
    private readonly Action<ArmFold, IReadOnlyList<Outcome>>? folded;

    /// <summary>Begins before the first trial.</summary>
    /// <param name="experiment">What it belongs to.</param>
    /// <param name="arm">Which of its searches.</param>
    /// <param name="store">Where its outcomes are; owned from now on.</param>
    /// <param name="folded">Is shown the outcomes of every trial that is folded, in order; nobody if null.</param>
    public ArmFold(Experiment experiment, Arm arm, IRunStore store, Action<ArmFold, IReadOnlyList<Outcome>>? folded = null)
    {
        this.experiment = experiment;
        this.folded = folded;
        Arm = arm;
        Store = store;
        Seeds = experiment.SeedsOf(arm);
        Search = ArmSearch.Begin(experiment, arm);
        scorer = experiment.Search is SearchSettings settings ? new Scorer(settings, DescriptorCatalogue.Find, experiment.Worlds) : null;
    }

    /// <summary>Which search.</summary>
    public Arm Arm { get; }

    /// <summary>Where its outcomes are.</summary>
    public IRunStore Store { get; }

    /// <summary>Its worlds' seeds.</summary>
    public WorldSeeds Seeds { get; }

    /// <summary>Whether the last world of a trial lives on in others.</summary>
    public bool HasLastingWorlds => experiment.HasPopulation && (!Arm.IsBaseline || SearchMethod.Lasts(Arm.Method));

    /// <summary>The search, as of <see cref="Count"/> trials.</summary>
    public WindowedSearch Search { get; }

    /// <summary>Trials whose outcomes are all there, and all those before them.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all trials are.</summary>
    public bool IsComplete => Count == experiment.Trials;

    /// <summary>Trials that may be under way now: those before this one.</summary>
    public int Horizon => Math.Min(experiment.Trials, Search.Horizon);

    /// <summary>Takes in all trials that are complete by now.</summary>
    public void Advance()
    {
        while (!IsComplete && Enumerable.Range(0, experiment.Worlds).All(world => Find(new RunKey(Count, world)) is not null))
        {
            Outcome[] outcomes = [.. Enumerable.Range(0, experiment.Worlds).Select(world => Take(new RunKey(Count, world)))];
            Search.Fold(Score(outcomes));
            settled.Remove(Count);
            Count++;
            folded?.Invoke(this, outcomes);
        }
    }

    /// <summary>The outcome of a run that is not folded yet; null as long as there is none.</summary>
    public Outcome? Find(RunKey run)
    {
        if (ahead.TryGetValue(run, out Outcome? known))
        {
            return known;
        }

        if (Store.Find(run) is Outcome found)
        {
            ahead.Add(run, found);
            return found;
        }

        return null;
    }

    /// <summary>What a trial before the horizon tries.</summary>
    public Proposal Settle(int trial)
    {
        if (!settled.TryGetValue(trial, out Proposal? proposal))
        {
            settled.Add(trial, proposal = Store.Settle(trial, Search.ProposalOf(trial)));
        }

        return proposal;
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    private Outcome Take(RunKey run)
    {
        ahead.Remove(run, out Outcome? outcome);
        return outcome!;
    }

    private TrialScore Score(Outcome[] outcomes) => scorer is null
        ? new TrialScore(Count, outcomes[0].Genome, IsViable: false, [], 0)
        : scorer.Score(
            Count,
            outcomes[0].Genome,
            [.. outcomes.Select(outcome => outcome.Status == OutcomeStatus.Ok ? outcome.Descriptors : null)],
            [.. outcomes.Select(outcome => Viability.IsViable(outcome.Territory))]);
}
