using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>A table of observations that is being written, row by row; its file appears whole or not at all.</summary>
internal abstract class MetricsFile : IDisposable
{
    /// <summary>Adds a row: for each column a number of its type, or null.</summary>
    public abstract void Write(IReadOnlyList<object?> row);

    /// <summary>Completes the file.</summary>
    public abstract void Commit();

    /// <summary>Gives up what is not complete.</summary>
    public abstract void Dispose();

    /// <summary>Begins a file of the format that its name asks for.</summary>
    public static MetricsFile Open(string path, IReadOnlyList<MetricsColumn> columns)
    {
        AtomicFile.CheckWritable(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new CsvMetricsFile(path, columns),
            ".parquet" => new ParquetMetricsFile(path, columns),
            _ => throw new UserException($"cannot write '{path}': metrics are .csv or .parquet"),
        };
    }
}
