using System.Numerics;
using GpuEcosystem.Engine;
using Parquet;
using Parquet.Schema;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Reads observations from a Parquet file.</summary>
internal static class ParquetMetricsReader
{
    /// <summary>The wanted columns, NaN where there is no number.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(string path, Func<string, bool> isWanted)
    {
        try
        {
            return ReadAsync(path, isWanted).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not UserException and not OutOfMemoryException)
        {
            // A damaged file makes the library throw whatever it stumbles over.
            throw new UserException($"{path} is not a Parquet file, or a damaged one: {exception.Message}", exception);
        }
    }

    private static async Task<IReadOnlyDictionary<string, double[]>> ReadAsync(string path, Func<string, bool> isWanted)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(path);
        DataField[] fields = [.. reader.Schema.DataFields.Where(field => isWanted(field.Name))];
        Dictionary<string, List<double>> columns = fields.ToDictionary(field => field.Name, _ => new List<double>());
        for (int number = 0; number < reader.RowGroupCount; number++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(number);
            foreach (DataField field in fields)
            {
                columns[field.Name].AddRange(await (Type.GetTypeCode(field.ClrType) switch
                {
                    TypeCode.Int32 => ReadAsync<int>(group, field),
                    TypeCode.Int64 => ReadAsync<long>(group, field),
                    TypeCode.Single => ReadAsync<float>(group, field),
                    TypeCode.Double => ReadAsync<double>(group, field),
                    _ => throw new UserException($"{path}: column '{field.Name}' does not hold numbers"),
                }));
            }
        }

        return columns.ToDictionary(column => column.Key, column => column.Value.ToArray());
    }

    private static async Task<IEnumerable<double>> ReadAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct, INumber<T>
    {
        // Read as if there could be gaps, a column that has none gets some from memory that the library used before.
        if (!field.IsNullable)
        {
            T[] all = new T[group.RowCount];
            await group.ReadAsync<T>(field, all.AsMemory());
            return all.Select(double.CreateChecked);
        }

        T?[] some = new T?[group.RowCount];
        await group.ReadAsync<T>(field, some.AsMemory());
        return some.Select(value => value is T number ? double.CreateChecked(number) : double.NaN);
    }
}
