using System.Globalization;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Observations as lines of text.</summary>
internal sealed class CsvMetricsFile : MetricsFile
{
    private readonly AtomicFile file;

    public CsvMetricsFile(string path, IReadOnlyList<MetricsColumn> columns)
    {
        file = new AtomicFile(path);
        WriteLine(columns.Select(column => column.Name));
    }

    public override void Write(IReadOnlyList<object?> row) => WriteLine(row.Select(Text));

    public override void Commit() => file.Commit();

    public override void Dispose() => file.Dispose();

    // Only a speed has double precision, and it is measured less exactly than that.
    private static string Text(object? value) => value switch
    {
        double speed => speed.ToString("F2", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private void WriteLine(IEnumerable<string> cells) => file.Append(string.Join(',', cells) + '\n');
}
