using GpuEcosystem.Engine;
using GpuEcosystem.Imaging.Plots;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Reads observations back.</summary>
internal static class MetricsReader
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

        return new MetricsTable(path, Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => CsvMetricsReader.Read(path, isWanted),
            ".parquet" when ParquetMetricsFile.FindLines(path) is string lines => CsvMetricsReader.Read(lines, isWanted),
            ".parquet" => ParquetMetricsReader.Read(path, isWanted),
            _ => throw new UserException($"{path}: metrics are .csv or .parquet"),
        });
    }
}
