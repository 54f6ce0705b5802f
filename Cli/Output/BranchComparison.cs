using System.Globalization;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Plots;

namespace GpuEcosystem.Cli.Output;

/// <summary>Branches side by side.</summary>
internal static class BranchComparison
{
    /// <summary>Tells a person.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<BranchReport> branches)
    {
        IReadOnlyList<string> varied = [.. branches[0].Varied.Keys];
        int entities = branches.Max(branch => branch.Report.Territory.Count);
        terminal.Table(
            ["branch", .. varied, "step", "entropy", "loss", .. Entities(entities)],
            branches.Select(branch => new TableRow(
            [
                $"{branch.Branch:D2}{(branch.Death is null ? "" : " (dead)")}",
                .. branch.Varied.Values,
                Text(branch.Report.Steps),
                branch.Report.NormalizedEntropy.ToString("0.000", CultureInfo.InvariantCulture),
                branch.Report.Loss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
                .. Enumerable.Range(0, entities).Select(entity => Share(branch.Report, entity)),
            ])));
    }

    /// <summary>Tells another program.</summary>
    public static void WriteCsv(string path, IReadOnlyList<BranchReport> branches) => AtomicFile.Write(path, target =>
    {
        int entities = branches.Max(branch => branch.Report.Territory.Count);
        using StreamWriter writer = new(target, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',',
        [
            "branch", .. branches[0].Varied.Keys, "step", "entropy", "normalizedEntropy", "loss", "activity",
            .. Entities(entities).Select(entity => $"population.{entity}"),
            .. Entities(entities).Select(entity => $"territory.{entity}"),
            "respawns", "stateHash", "died",
        ]));
        foreach (BranchReport branch in branches)
        {
            RunReport report = branch.Report;
            writer.WriteLine(string.Join(',',
            [
                Text(branch.Branch), .. branch.Varied.Values, Text(report.Steps), Text(report.Entropy),
                Text(report.NormalizedEntropy), report.Loss is float loss ? Text(loss) : "", Text(report.Activity),
                .. Padded(report.Populations.Select(Text), entities),
                .. Padded(report.Territory.Select(Text), entities),
                Text(report.Respawns.Sum()), report.StateHash, branch.Death is null ? "0" : "1",
            ]));
        }
    });

    /// <summary>Draws a column of all tables.</summary>
    public static void WritePlot(string path, IReadOnlyList<BranchReport> branches, string column)
    {
        (string Name, MetricsTable Table)[] tables =
        [
            .. branches.Where(branch => branch.Table is not null).Select(branch => (
                $"{branch.Branch}: {string.Join(", ", branch.Varied.Values)}", MetricsReader.Read(branch.Table!, ComparisonPlot.Needs(column)))),
        ];
        if (tables.Length > 0)
        {
            using ComparisonPlot plot = new(tables, column, $"{column} by {string.Join(" and ", branches[0].Varied.Keys)}");
            PlotFile.Write(path, plot.Panels);
        }
    }

    private static IEnumerable<string> Entities(int count) =>
        Enumerable.Range(0, count).Select(entity => entity == 0 ? "sun" : $"species{entity}");

    // Branches may differ in how many species they have.
    private static IEnumerable<string> Padded(IEnumerable<string> cells, int count)
    {
        string[] present = [.. cells];
        return present.Concat(Enumerable.Repeat("", count - present.Length));
    }

    private static string Share(RunReport report, int entity) => entity < report.Territory.Count
        ? (report.Territory[entity] / ((double)report.Width * report.Height)).ToString("0.0 %", CultureInfo.InvariantCulture)
        : "";

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
