using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Plots;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Reads observations back.</summary>
internal static class MetricsReader
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file that a run wrote.</summary>
    /// <param name="path">Which; without an ending, or for <see cref="StandardInput"/>, it is lines of text.</param>
    /// <param name="isWanted">Which of its columns.</param>
    /// <exception cref="UserException">It is not such a file.</exception>
    public static MetricsTable Read(string path, Func<string, bool> isWanted)
    {
        if (path == StandardInput)
        {
            using Stream input = Console.OpenStandardInput();
            return new MetricsTable(path, CsvMetricsReader.Read(InputFile.ReadText(input, "standard input"), "standard input", isWanted));
        }

        if (!File.Exists(path))
        {
            throw new UserException($"there is no file '{path}'");
        }

        return new MetricsTable(path, Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => CsvMetricsReader.Read(path, isWanted),
            ".parquet" when ParquetMetricsFile.FindLines(path) is string lines => CsvMetricsReader.Read(lines, isWanted),
            ".parquet" => ParquetMetricsReader.Read(path, isWanted),

            // A pipe, which can be read once.
            "" => CsvMetricsReader.Read(InputFile.ReadText(path), path, isWanted),
            _ => throw new UserException($"{path}: metrics are .csv or .parquet"),
        });
    }
}
