using System.Diagnostics;
using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using Parquet;
using Parquet.Schema;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Observations as a Parquet file, with their rows as lines of text beside it while they become more.</summary>
/// <remarks>
/// A Parquet file ends with the list of what is in it, so that it cannot grow and be whole at every moment. Lines can: they are what
/// survives and goes on. The file is made of them now and then, as a whole, so that who knows nothing of lines finds it valid always.
/// </remarks>
internal sealed class ParquetMetricsFile : MetricsFile
{
    // A few megabytes.
    private const int RowsInGroup = 4096;

    // Making the file takes at most so small a part of the run's time, however many rows there are.
    private const int PartOfTime = 20;

    private static readonly TimeSpan shortestInterval = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly string linesPath;
    private readonly ParquetSchema schema;
    private readonly CsvMetricsFile lines;
    private readonly bool isTakenApart;
    private bool isEmpty = true;
    private long lastMade;
    private TimeSpan interval = shortestInterval;

    public ParquetMetricsFile(string path, IReadOnlyList<MetricsColumn> columns, long? resumedAt)
    {
        this.path = path;
        linesPath = LinesBeside(path);
        schema = new ParquetSchema(columns.Select(column => new DataField(column.Name, column.Type, column.MayLack)));
        if (resumedAt is not null && File.Exists(path) && FindLines(path) is null)
        {
            TakeApart(columns);
            isTakenApart = true;
        }

        lines = new CsvMetricsFile(linesPath, columns, resumedAt);
    }

    public override long? LastStep => lines.LastStep;

    /// <summary>The lines that a file is still made of, if there are more than it has.</summary>
    public static string? FindLines(string path)
    {
        string lines = LinesBeside(path);
        return File.Exists(lines) && File.GetLastWriteTimeUtc(lines) >= File.GetLastWriteTimeUtc(path) ? lines : null;
    }

    public override void Write(IReadOnlyList<object?> row)
    {
        if (isEmpty)
        {
            KeepPrivate();
        }

        lines.Write(row);
        if (isEmpty)
        {
            // Loads the library too, which takes longer than many a later time.
            isEmpty = false;
            Make();
        }
        else if (Stopwatch.GetElapsedTime(lastMade) >= interval)
        {
            TimeSpan rest = Make() * PartOfTime;
            interval = rest > shortestInterval ? rest : shortestInterval;
        }
    }

    public override void Flush() => lines.Flush();

    public override void Commit()
    {
        Make();
        lines.Dispose();
        File.Delete(linesPath);
        isEmpty = true;
    }

    public override void Dispose()
    {
        try
        {
            if (!isEmpty)
            {
                Commit();
            }
        }
        catch (UserException)
        {
            // The lines stay, and have what did not get into the file.
        }

        lines.Dispose();
        if (isEmpty && isTakenApart)
        {
            File.Delete(linesPath);
        }
    }

    private static string LinesBeside(string path) => path + ".part";

    // What nobody else may read should not be readable beside its file either.
    private void KeepPrivate()
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || File.Exists(linesPath))
        {
            return;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = File.GetUnixFileMode(path) };
        try
        {
            new FileStream(linesPath, options).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot write '{linesPath}': {exception.Message}", exception);
        }
    }

    private TimeSpan Make()
    {
        long begin = Stopwatch.GetTimestamp();
        lines.Flush();
        using (AtomicFile file = new(path, takesOver: true))
        {
            file.Append(stream => MakeAsync(stream).GetAwaiter().GetResult());
            file.Commit();
        }

        lastMade = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(begin, lastMade);
    }

    private async Task MakeAsync(Stream target)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, target);
        foreach (string[][] rows in ReadLines().Skip(1).Chunk(RowsInGroup))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int column = 0; column < schema.DataFields.Length; column++)
            {
                DataField field = schema.DataFields[column];
                await (Type.GetTypeCode(field.ClrType) switch
                {
                    TypeCode.Int32 => WriteAsync<int>(group, field, rows, column),
                    TypeCode.Int64 => WriteAsync<long>(group, field, rows, column),
                    TypeCode.Single => WriteAsync<float>(group, field, rows, column),
                    _ => WriteAsync<double>(group, field, rows, column),
                });
            }

            group.CompleteValidate();
        }
    }

    private IEnumerable<string[]> ReadLines()
    {
        using FileStream stream = new(linesPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is string line)
        {
            yield return line.Split(',');
        }
    }

    private static Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, string[][] rows, int column)
        where T : struct, IParsable<T>
    {
        return field.IsNullable
            ? group.WriteAsync(field, new ReadOnlyMemory<T?>([.. rows.Select(row => row[column].Length == 0 ? (T?)null : Number(row))]))
            : group.WriteAsync(field, new ReadOnlyMemory<T>([.. rows.Select(Number)]));

        T Number(string[] row) => T.Parse(row[column], CultureInfo.InvariantCulture);
    }

    // A complete file that goes on becomes lines again.
    private void TakeApart(IReadOnlyList<MetricsColumn> columns)
    {
        IReadOnlyDictionary<string, double[]> numbers = ParquetMetricsReader.Read(path, _ => true);
        if (!numbers.Keys.SequenceEqual(columns.Select(column => column.Name)))
        {
            throw new UserException($"cannot go on with '{path}': it has other columns");
        }

        KeepPrivate();
        using AtomicFile file = new(linesPath, takesOver: true);
        file.Append(CsvMetricsFile.Head(columns));
        for (int row = 0; row < numbers[columns[0].Name].Length; row++)
        {
            file.Append(CsvMetricsFile.Line([.. columns.Select(column => Value(numbers[column.Name][row], column))]));
        }

        file.Commit();
    }

    private static object? Value(double number, MetricsColumn column) =>
        column.MayLack && double.IsNaN(number) ? null : Convert.ChangeType(number, column.Type, CultureInfo.InvariantCulture);
}
