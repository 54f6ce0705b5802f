using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using Parquet;
using Parquet.Schema;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Writes tables that are there as a whole.</summary>
internal static class TableFile
{
    private const int RowsInGroup = 65_536;
    private const string ParquetEnding = ".parquet";

    /// <summary>How names of such files end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ParquetEnding];

    /// <summary>Writes a file of the format that its name asks for, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">What it holds: columns of one length.</param>
    /// <exception cref="UserException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TableColumn> columns) => AtomicFile.Write(path, stream =>
    {
        if (path.EndsWith(ParquetEnding, StringComparison.OrdinalIgnoreCase))
        {
            WriteParquet(stream, columns).GetAwaiter().GetResult();
        }
        else
        {
            WriteLines(stream, columns);
        }
    });

    private static void WriteLines(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', columns.Select(column => column.Field.Name)));
        for (int row = 0; row < columns[0].Count; row++)
        {
            writer.WriteLine(string.Join(',', columns.Select(column => column.TextOf(row))));
        }
    }

    private static async Task WriteParquet(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), stream);
        for (int first = 0; first < columns[0].Count; first += RowsInGroup)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (TableColumn column in columns)
            {
                await column.WriteAsync(group, first, Math.Min(RowsInGroup, column.Count - first));
            }

            group.CompleteValidate();
        }
    }
}
