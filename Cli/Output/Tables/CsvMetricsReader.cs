using System.Globalization;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Reads observations from lines of text.</summary>
internal static class CsvMetricsReader
{
    /// <summary>The wanted columns, NaN where there is no number.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(string path, Func<string, bool> isWanted)
    {
        string[]? names = null;
        List<(string Name, int Index, List<double> Values)> columns = [];
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            string[] cells = text.Split(',');
            if (names is null)
            {
                names = cells;
                columns = [.. names.Index().Where(name => isWanted(name.Item)).Select(name => (name.Item, name.Index, new List<double>()))];
                continue;
            }

            if (cells.Length != names.Length)
            {
                throw new UserException($"{path}, line {line}: there are {cells.Length} values for {names.Length} columns");
            }

            foreach ((string name, int index, List<double> values) in columns)
            {
                values.Add(Number(cells[index])
                    ?? throw new UserException($"{path}, line {line}: '{cells[index]}' in column '{name}' is not a number"));
            }
        }

        // Of two columns of one name the first counts.
        return columns.DistinctBy(column => column.Name).ToDictionary(column => column.Name, column => column.Values.ToArray());
    }

    private static double? Number(string cell) =>
        cell.Length == 0 ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : null;
}
