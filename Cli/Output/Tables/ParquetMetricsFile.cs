using GpuEcosystem.Engine.Storage;
using Parquet;
using Parquet.Schema;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Observations as a Parquet file, with a group of rows on the disk as soon as there are enough for one.</summary>
internal sealed class ParquetMetricsFile : MetricsFile
{
    // A few megabytes.
    private const int RowsInGroup = 4096;

    private readonly AtomicFile file;
    private readonly ParquetSchema schema;
    private readonly List<IReadOnlyList<object?>> rows = [];
    private ParquetWriter? writer;

    public ParquetMetricsFile(string path, IReadOnlyList<MetricsColumn> columns)
    {
        schema = new ParquetSchema(columns.Select(column => new DataField(column.Name, column.Type, column.MayLack)));
        file = new AtomicFile(path);
    }

    public override void Write(IReadOnlyList<object?> row)
    {
        rows.Add(row);
        if (rows.Count == RowsInGroup)
        {
            WriteGroup();
        }
    }

    public override void Commit()
    {
        WriteGroup();
        file.Append(_ => Close());
        file.Commit();
    }

    public override void Dispose()
    {
        try
        {
            Close();
        }
        catch (IOException)
        {
            // Closing writes the list of groups, which fails again on a full disk. Nobody wants that list.
        }

        file.Dispose();
    }

    private void WriteGroup()
    {
        file.Append(stream => WriteGroupAsync(stream).GetAwaiter().GetResult());
        rows.Clear();
    }

    private async Task WriteGroupAsync(Stream stream)
    {
        writer ??= await ParquetWriter.CreateAsync(schema, stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int column = 0; column < schema.DataFields.Length; column++)
        {
            DataField field = schema.DataFields[column];
            await (Type.GetTypeCode(field.ClrType) switch
            {
                TypeCode.Int32 => WriteAsync<int>(group, field, column),
                TypeCode.Int64 => WriteAsync<long>(group, field, column),
                TypeCode.Single => WriteAsync<float>(group, field, column),
                _ => WriteAsync<double>(group, field, column),
            });
        }

        group.CompleteValidate();
    }

    private Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, int column)
        where T : struct => field.IsNullable
        ? group.WriteAsync(field, new ReadOnlyMemory<T?>([.. rows.Select(row => (T?)row[column])]))
        : group.WriteAsync(field, new ReadOnlyMemory<T>([.. rows.Select(row => (T)row[column]!)]));

    private void Close()
    {
        ParquetWriter? closing = writer;
        writer = null;
        closing?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
