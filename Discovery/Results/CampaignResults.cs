using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Results;

/// <summary>What an experiment has come to so far, read from its store.</summary>
public sealed class CampaignResults : IDisposable
{
    private readonly Campaign campaign;

    private readonly Lazy<IReadOnlyList<SeedOrRule>> seedOrRule;
    private readonly Lazy<IReadOnlyList<GeneEffect>> geneEffects;
    private readonly Lazy<IReadOnlyList<GeneSensitivity>> geneSensitivities;

    private CampaignResults(Campaign campaign, IReadOnlyList<ArmResults> arms)
    {
        this.campaign = campaign;
        Arms = arms;
        Descriptors = [.. DescriptorCatalogue.All.Select(one => one.Name).Where(name => Main.Trials.Any(trial => trial.MeanOf(name) is not null))];

        // With seeds of their own, trials have nothing in common that could be told from them.
        seedOrRule = new(() => Experiment.HasCommonSeeds ? SeedOrRule.Of(Main.Trials, Descriptors, Experiment.Seed, Experiment.Weathers) : []);
        geneSensitivities = new(() => Experiment.Design == DesignCatalogue.Saltelli
            ? GeneSensitivity.Of(Experiment.Genes.Coordinates, Main.Trials, Descriptors, Experiment.Seed)
            : []);
        geneEffects = new(() => GeneEffect.Of(Experiment.Genes.Coordinates, Main.Trials, Descriptors));
    }

    /// <summary>The experiment, and what its first worker was.</summary>
    public StoredExperiment Stored => campaign.Stored;

    /// <summary>The experiment.</summary>
    public Experiment Experiment => campaign.Stored.Experiment;

    /// <summary>What its searches came to, the one that it is about first.</summary>
    public IReadOnlyList<ArmResults> Arms { get; }

    /// <summary>What the search that it is about came to.</summary>
    public ArmResults Main => Arms[0];

    /// <summary>Descriptors that worlds of it have.</summary>
    public IReadOnlyList<string> Descriptors { get; }

    /// <summary>Whether descriptors follow from the rule or from the seed, as far as its trials show it.</summary>
    public IReadOnlyList<SeedOrRule> SeedOrRules => seedOrRule.Value;

    /// <summary>How genes go along with descriptors.</summary>
    public IReadOnlyList<GeneEffect> GeneEffects => geneEffects.Value;

    /// <summary>What genes have to do with descriptors, as far as a design of Saltelli's shows it; none of other experiments.</summary>
    public IReadOnlyList<GeneSensitivity> GeneSensitivities => geneSensitivities.Value;

    /// <summary>Reads it.</summary>
    /// <exception cref="Engine.UserException">There is no experiment, or an outcome cannot be read.</exception>
    public static CampaignResults Read(StorePlace place)
    {
        Dictionary<Arm, (List<TrialResult> Trials, List<ProgressRow> Progress)> seen = [];
        Campaign campaign = Campaign.Open(place, (fold, outcomes) =>
        {
            if (!seen.TryGetValue(fold.Arm, out (List<TrialResult> Trials, List<ProgressRow> Progress) lists))
            {
                seen.Add(fold.Arm, lists = ([], []));
            }

            // A recipe is a hundred times as long as all the rest.
            lists.Trials.Add(new TrialResult(fold.Count - 1, [.. outcomes.Select(outcome => outcome with { Recipe = "" })]));
            SearchProgress progress = fold.Search.Progress;
            lists.Progress.Add(new ProgressRow(progress.Folded, progress.Elites, progress.Coverage, progress.QdScore));
        });
        try
        {
            foreach (ArmFold fold in campaign.Folds)
            {
                fold.Advance();
            }

            return new CampaignResults(
                campaign,
                [
                    .. campaign.Folds.Select(fold =>
                    {
                        (List<TrialResult> Trials, List<ProgressRow> Progress) lists = seen.GetValueOrDefault(fold.Arm, ([], []));
                        return new ArmResults(fold.Arm, lists.Trials, lists.Progress, fold.Search.Archive);
                    }),
                ]);
        }
        catch
        {
            campaign.Dispose();
            throw;
        }
    }

    /// <summary>The recipe that repeats a run of the search that the experiment is about.</summary>
    /// <exception cref="Engine.UserException">There is none.</exception>
    public Recipe RecipeOf(RunKey run) => campaign.Folds[0].Store.Find(run) is { Recipe.Length: > 0 } outcome
        ? Recipe.Read(outcome.Recipe, $"the recipe of run {run}")
        : throw new Engine.UserException($"run {run} left no recipe");

    /// <inheritdoc/>
    public void Dispose() => campaign.Dispose();
}
