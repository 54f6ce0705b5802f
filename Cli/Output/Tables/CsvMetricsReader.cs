using System.Globalization;
using GpuEcosystem.Engine;
using nietras.SeparatedValues;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Reads observations from lines of text, also as R and pandas write them: quoted, with NA for a number that is not there.</summary>
internal static class CsvMetricsReader
{
    /// <summary>The wanted columns, NaN where there is no number.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(string path, Func<string, bool> isWanted)
    {
        // Names and the lengths of lines are checked here, in the words of this program.
        using SepReader lines = Sep.New(',')
            .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .FromFile(path);
        int? width = null;
        List<(string Name, int Index, List<double> Values)> columns = [];
        foreach (SepReader.Row line in lines)
        {
            if (width is null)
            {
                width = line.ColCount;
                columns = [.. Texts(line).Index().Where(name => isWanted(name.Item)).Select(name => (name.Item, name.Index, new List<double>()))];
                continue;
            }

            if (line.ColCount != width)
            {
                throw new UserException($"{path}, line {line.LineNumberFrom}: there are {line.ColCount} values for {width} columns");
            }

            foreach ((string name, int index, List<double> values) in columns)
            {
                values.Add(Number(line[index].Span) ?? throw new UserException(
                    $"{path}, line {line.LineNumberFrom}: '{OneLine(line[index])}' in column '{name}' is not a number"));
            }
        }

        // Of two columns of one name the first counts.
        return columns.DistinctBy(column => column.Name).ToDictionary(column => column.Name, column => column.Values.ToArray());
    }

    private static string[] Texts(SepReader.Row line) => line.ColCount == 0 ? [] : line[..].ToStringsArray();

    private static string OneLine(SepReader.Col cell) => cell.ToString().ReplaceLineEndings(" ");

    private static double? Number(ReadOnlySpan<char> cell) =>
        cell is "" or "NA" ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : null;
}
