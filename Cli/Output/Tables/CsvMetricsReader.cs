using System.Globalization;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine;
using nietras.SeparatedValues;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>
/// Reads observations from lines of text, also as others write them: quoted and with NA for a number that is not there (R, pandas),
/// with semicolons, or tabs, and decimal commas (spreadsheets in much of the world).
/// </summary>
internal static partial class CsvMetricsReader
{
    private static readonly NumberFormatInfo DecimalComma = new() { NumberDecimalSeparator = "," };

    /// <summary>The wanted columns of a file, NaN where there is no number.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(string path, Func<string, bool> isWanted)
    {
        using SepReader lines = OptionsFor(File.ReadLines(path)).FromFile(path);
        return Read(lines, path, isWanted);
    }

    /// <summary>The same of a text that came from elsewhere.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(string text, string source, Func<string, bool> isWanted)
    {
        using SepReader lines = OptionsFor(text.Split('\n', 2)).FromText(text);
        return Read(lines, source, isWanted);
    }

    private static IReadOnlyDictionary<string, double[]> Read(SepReader lines, string path, Func<string, bool> isWanted)
    {
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

    // Names and the lengths of lines are checked here, in the words of this program.
    private static SepReaderOptions OptionsFor(IEnumerable<string> lines) => Sep.New(FindSeparator(lines.FirstOrDefault("")))
        .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true });

    // Commas, unless there are none outside quotation marks; names of columns may have anything in them.
    private static char FindSeparator(string head)
    {
        string plain = Quoted().Replace(head, "");
        return plain.Contains(',') ? ',' : ";\t".FirstOrDefault(plain.Contains, ',');
    }

    [GeneratedRegex("\"[^\"]*\"?")]
    private static partial Regex Quoted();

    private static string[] Texts(SepReader.Row line) => line.ColCount == 0 ? [] : line[..].ToStringsArray();

    private static string OneLine(SepReader.Col cell) => cell.ToString().ReplaceLineEndings(" ");

    private static double? Number(ReadOnlySpan<char> cell) =>
        cell is "" or "NA" ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : double.TryParse(cell, NumberStyles.Float, DecimalComma, out number) ? number
        : null;
}
