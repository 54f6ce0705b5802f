namespace GpuEcosystem.Cli.Output;

/// <summary>A table in plain text, whose columns are as wide as what is in them.</summary>
internal static class TextTable
{
    /// <summary>Its lines; the first column is aligned left, the others are aligned right unless named.</summary>
    /// <param name="rows">The rows, headers first, all of one length.</param>
    /// <param name="left">Further columns that are aligned left.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows, params int[] left)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 || left.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}
