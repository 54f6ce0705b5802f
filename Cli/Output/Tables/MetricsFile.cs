using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>A table of observations that is being written, row by row.</summary>
internal abstract class MetricsFile : IDisposable
{
    /// <summary>The step of the last row that an earlier run has left; null for a new table.</summary>
    public abstract long? LastStep { get; }

    /// <summary>Adds a row: for each column a number of its type, or null.</summary>
    public abstract void Write(IReadOnlyList<object?> row);

    /// <summary>Puts on the disk what was added.</summary>
    public abstract void Flush();

    /// <summary>Completes the file.</summary>
    public abstract void Commit();

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();

    /// <summary>Begins a file of the format that its name asks for, or goes on with one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Its columns, the step first.</param>
    /// <param name="resumedAt">Up to which step an earlier run's rows are kept, if there are any; null for a new table.</param>
    /// <exception cref="UserException">It cannot be written, or is no table to go on with.</exception>
    public static MetricsFile Open(string path, IReadOnlyList<MetricsColumn> columns, long? resumedAt = null)
    {
        AtomicFile.CheckWritable(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new CsvMetricsFile(path, columns, resumedAt),
            ".parquet" => new ParquetMetricsFile(path, columns, resumedAt),
            _ => throw new UserException($"cannot write '{path}': metrics are .csv or .parquet"),
        };
    }
}
