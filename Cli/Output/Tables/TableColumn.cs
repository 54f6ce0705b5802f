using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>A column of a table that is there as a whole.</summary>
internal abstract class TableColumn
{
    private protected TableColumn(DataField field) => Field = field;

    /// <summary>What it is called, and what it holds.</summary>
    public DataField Field { get; }

    /// <summary>How many rows it has.</summary>
    public abstract int Count { get; }

    /// <summary>A row as a CSV file has it; nothing where it is empty.</summary>
    public abstract string TextOf(int row);

    /// <summary>Writes some rows into a Parquet file.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, int first, int count);

    /// <summary>A column of numbers, one in each row.</summary>
    public static TableColumn Of<T>(string name, IEnumerable<T> values)
        where T : struct, IFormattable => new Full<T>(name, [.. values]);

    /// <summary>A column of numbers, of which some may lack.</summary>
    public static TableColumn OrNone<T>(string name, IEnumerable<T?> values)
        where T : struct, IFormattable => new Sparse<T>(name, [.. values]);

    /// <summary>A column of texts, of which some may lack.</summary>
    public static TableColumn Texts(string name, IEnumerable<string?> values) => new Written(name, [.. values]);

    private sealed class Full<T>(string name, T[] values) : TableColumn(new DataField(name, typeof(T), isNullable: false))
        where T : struct, IFormattable
    {
        public override int Count => values.Length;

        public override string TextOf(int row) => values[row].ToString(null, CultureInfo.InvariantCulture);

        public override Task WriteAsync(ParquetRowGroupWriter group, int first, int count) =>
            group.WriteAsync<T>(Field, values.AsMemory(first, count));
    }

    private sealed class Sparse<T>(string name, T?[] values) : TableColumn(new DataField(name, typeof(T), isNullable: true))
        where T : struct, IFormattable
    {
        public override int Count => values.Length;

        public override string TextOf(int row) => values[row]?.ToString(null, CultureInfo.InvariantCulture) ?? "";

        public override Task WriteAsync(ParquetRowGroupWriter group, int first, int count) =>
            group.WriteAsync<T>(Field, values.AsMemory(first, count));
    }

    private sealed class Written(string name, string?[] values) : TableColumn(new DataField(name, typeof(string), isNullable: true))
    {
        private static readonly char[] special = [',', '"', '\n', '\r'];

        public override int Count => values.Length;

        // Quoted as RFC 4180 has it.
        public override string TextOf(int row) => values[row] is not string text ? ""
            : text.IndexOfAny(special) < 0 ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

        public override Task WriteAsync(ParquetRowGroupWriter group, int first, int count) =>
            group.WriteAsync(Field, (IReadOnlyCollection<string>)new ArraySegment<string?>(values, first, count)!);
    }
}
