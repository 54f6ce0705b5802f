using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that write what an experiment has come to as a table.</summary>
/// <param name="terminal">Where it is said what was written.</param>
internal sealed class ExportOptions(Terminal terminal)
{
    private readonly Option<string?> export = CommonOptions.Path("--export", "FILE", "A table for other programs, .csv or .parquet");

    private readonly Option<string?> table = CommonOptions.Path(
        "--table", "NAME", $"Which table: {string.Join(", ", ExperimentTable.All.Select(one => $"{one.Name} ({one.Explanation})"))}; {ExperimentTable.All[0].Name} unless given");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [export, table];

    /// <summary>Whether somebody wants a table.</summary>
    /// <exception cref="UserException">They name one, but no file.</exception>
    public bool Asks(ParseResult parsed) => parsed.GetValue(export) is not null
        || (parsed.GetValue(table) is not null ? throw new UserException($"{table.Name} belongs to {export.Name}") : false);

    /// <summary>Writes it.</summary>
    /// <exception cref="UserException">There is no such table, or the file cannot be written.</exception>
    public int Write(ParseResult parsed, CampaignResults results, bool json)
    {
        string path = parsed.GetValue(export)!;
        FileEnding.Require(path, "tables", TableFile.Endings);
        ExperimentTable chosen = Find(parsed.GetValue(table) ?? ExperimentTable.All[0].Name);
        IReadOnlyList<TableColumn> columns = chosen.Columns(results);
        TableFile.Write(path, columns);
        if (json)
        {
            terminal.Json(new { Table = chosen.Name, File = path, Rows = columns[0].Count, Columns = columns.Select(column => column.Field.Name) });
        }
        else
        {
            terminal.Line($"{path}: {columns[0].Count} rows of {columns.Count} columns");
        }

        return ExitCode.Done;
    }

    private ExperimentTable Find(string name)
    {
        IEnumerable<string> names = ExperimentTable.All.Select(one => one.Name);
        return ExperimentTable.All.FirstOrDefault(one => one.Name == name)
            ?? throw new UserException($"there is no table '{name}'{NearestName.Question(name, names)}; {table.Name} takes {string.Join(", ", names)}");
    }
}
