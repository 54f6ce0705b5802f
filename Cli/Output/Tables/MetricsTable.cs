using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Observations that were read back.</summary>
/// <param name="Path">Where from.</param>
/// <param name="Columns">Numbers by column, each with as many rows; NaN where there is none.</param>
internal sealed record MetricsTable(string Path, IReadOnlyDictionary<string, double[]> Columns)
{
    /// <summary>Reads a file that a run wrote.</summary>
    /// <param name="path">Which.</param>
    /// <param name="isWanted">Which of its columns.</param>
    /// <exception cref="UserException">It is not such a file.</exception>
    public static MetricsTable Read(string path, Func<string, bool> isWanted)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"there is no file '{path}'");
        }

        return new MetricsTable(path, System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => CsvMetricsReader.Read(path, isWanted),
            ".parquet" => ParquetMetricsReader.Read(path, isWanted),
            _ => throw new UserException($"{path}: metrics are .csv or .parquet"),
        });
    }

    /// <summary>A column that has to be there.</summary>
    public double[] this[string name] => Columns.TryGetValue(name, out double[]? column)
        ? column
        : throw new UserException($"{Path} has no column '{name}'");
}
