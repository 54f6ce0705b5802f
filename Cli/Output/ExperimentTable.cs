using System.Globalization;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Cli.Output;

/// <summary>What an experiment has come to, as tables for other programs; each has what all of its searches came to, one after another.</summary>
internal sealed class ExperimentTable
{
    private ExperimentTable(string name, string explanation, Func<CampaignResults, IReadOnlyList<TableColumn>> columns)
    {
        Name = name;
        Explanation = explanation;
        Columns = columns;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExperimentTable> All { get; } =
    [
        new("runs", "a row for each run", RunsOf),
        new("elites", "a row for each elite", ElitesOf),
        new("progress", "a row for each trial", ProgressOf),
    ];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What its rows are.</summary>
    public string Explanation { get; }

    /// <summary>Makes its columns, of one length.</summary>
    public Func<CampaignResults, IReadOnlyList<TableColumn>> Columns { get; }

    private static IReadOnlyList<TableColumn> RunsOf(CampaignResults results)
    {
        (string Search, Outcome Outcome)[] runs =
        [
            .. from arm in results.Arms
               from trial in arm.Trials
               from outcome in trial.Outcomes
               select (arm.Arm.Name, outcome),
        ];
        Outcome[] outcomes = [.. runs.Select(run => run.Outcome)];
        int entities = outcomes.Select(outcome => outcome.Territory.Length).DefaultIfEmpty().Max();
        return
        [
            TableColumn.Texts("search", runs.Select(run => run.Search)),
            TableColumn.Of("trial", outcomes.Select(outcome => outcome.Run.Trial)),
            TableColumn.Of("world", outcomes.Select(outcome => outcome.Run.Repeat)),
            TableColumn.Of("attempt", outcomes.Select(outcome => outcome.Attempt)),
            TableColumn.Texts("status", outcomes.Select(outcome => outcome.Status.ToString().ToLowerInvariant())),
            TableColumn.Texts("reason", outcomes.Select(outcome => outcome.Reason)),
            TableColumn.Of("worldSeed", outcomes.Select(outcome => outcome.WorldSeed)),
            TableColumn.Of("steps", outcomes.Select(outcome => outcome.Steps)),
            TableColumn.Of("seconds", outcomes.Select(outcome => outcome.Seconds)),
            .. Genes(results, outcomes),
            .. results.Descriptors.Select(name => TableColumn.OrNone(
                $"descriptor.{name}", outcomes.Select(outcome => outcome.Descriptors.TryGetValue(name, out double value) ? value : (double?)null))),
            .. Enumerable.Range(0, entities).Select(entity => TableColumn.OrNone(
                entity == 0 ? "territory.sun" : string.Create(CultureInfo.InvariantCulture, $"territory.species{entity}"),
                outcomes.Select(outcome => entity < outcome.Territory.Length ? outcome.Territory[entity] : (double?)null))),
            TableColumn.Texts("stateHash", outcomes.Select(outcome => outcome.StateHash)),
            TableColumn.Texts("parents", outcomes.Select(Parents)),
        ];
    }

    private static IReadOnlyList<TableColumn> ElitesOf(CampaignResults results)
    {
        (ArmResults Arm, TrialScore Elite, TrialResult Trial)[] elites =
        [
            .. from arm in results.Arms
               from elite in arm.Archive.Elites
               select (arm, elite, arm.Trials[elite.Trial]),
        ];
        Outcome[] outcomes = [.. elites.Select(elite => elite.Trial.Outcomes[0])];
        return
        [
            TableColumn.Texts("search", elites.Select(elite => elite.Arm.Arm.Name)),
            TableColumn.Of("trial", elites.Select(elite => elite.Elite.Trial)),
            TableColumn.Of("quality", elites.Select(elite => elite.Elite.Quality)),
            .. CellNames(results).Select((name, place) => TableColumn.Of(name, elites.Select(elite => elite.Arm.Archive.CellOf(elite.Elite)![place]))),
            .. Genes(results, outcomes),
            .. results.Descriptors.Select(name => TableColumn.OrNone($"descriptor.{name}", elites.Select(elite => elite.Trial.MeanOf(name)))),
            TableColumn.Texts("stateHashes", elites.Select(elite => string.Join(' ', elite.Trial.Outcomes.Select(outcome => outcome.StateHash)))),
            TableColumn.Texts("parents", outcomes.Select(Parents)),
        ];
    }

    // A place on each axis, or a number.
    private static IEnumerable<string> CellNames(CampaignResults results) =>
        results.Main.Archive.Coverage is null ? []
        : results.Experiment.Search!.Axes is { IsEmpty: false } axes ? axes.Select(axis => $"cell.{axis.Descriptor}")
        : ["cell"];

    private static IReadOnlyList<TableColumn> ProgressOf(CampaignResults results)
    {
        (string Search, ProgressRow Row)[] rows = [.. results.Arms.SelectMany(arm => arm.Progress.Select(row => (arm.Arm.Name, row)))];
        return
        [
            TableColumn.Texts("search", rows.Select(row => row.Search)),
            TableColumn.Of("trials", rows.Select(row => row.Row.Trials)),
            TableColumn.Of("elites", rows.Select(row => row.Row.Elites)),
            TableColumn.OrNone("coverage", rows.Select(row => row.Row.Coverage)),
            TableColumn.OrNone("qdScore", rows.Select(row => row.Row.QdScore)),
        ];
    }

    // Numbers where a gene is one number, and texts otherwise.
    private static IEnumerable<TableColumn> Genes(CampaignResults results, IReadOnlyList<Outcome> outcomes) =>
        results.Experiment.Genes.Genes.Select(gene =>
        {
            IEnumerable<string> values = outcomes.Select(outcome => outcome.Values[gene.Name]);
            return gene is ConstantGene { Prior.Kind: GeneKind.Number }
                ? TableColumn.Of($"gene.{gene.Name}", values.Select(value => double.Parse(value, CultureInfo.InvariantCulture)))
                : TableColumn.Texts($"gene.{gene.Name}", values);
        });

    private static string Parents(Outcome outcome) => string.Join(' ', outcome.Parents);
}
