using System.Globalization;
using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>Observations as lines of text, which can be read while they are written.</summary>
internal sealed class CsvMetricsFile : MetricsFile
{
    private readonly GrowingFile file;
    private string head;
    private long? lastStep;

    public CsvMetricsFile(string path, IReadOnlyList<MetricsColumn> columns, long? resumedAt)
    {
        head = Head(columns);
        long? kept = resumedAt is long step && File.Exists(path) ? LengthUpTo(path, step) : null;
        file = new GrowingFile(path, keeps: kept);
        head = kept > 0 ? "" : head;
    }

    public override long? LastStep => lastStep;

    /// <summary>The line above all others.</summary>
    public static string Head(IReadOnlyList<MetricsColumn> columns) => string.Join(',', columns.Select(column => column.Name)) + '\n';

    /// <summary>The line of a row.</summary>
    public static string Line(IReadOnlyList<object?> row) => string.Join(',', row.Select(Text)) + '\n';

    public override void Write(IReadOnlyList<object?> row)
    {
        file.Append(Encoding.UTF8.GetBytes(head + Line(row)));
        head = "";
    }

    public override void Flush() => file.Flush();

    public override void Commit() => file.Commit();

    public override void Dispose() => file.Dispose();

    // Only a speed has double precision, and it is measured less exactly than that.
    private static string Text(object? value) => value switch
    {
        double speed => speed.ToString("F2", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    // What comes after the step is of steps that are taken again, and the last line may be half a one.
    private long LengthUpTo(string path, long step)
    {
        long length = 0;
        long all = new FileInfo(path).Length;
        foreach (string line in File.ReadLines(path))
        {
            int bytes = Encoding.UTF8.GetByteCount(line) + 1;
            if (length + bytes > all)
            {
                break;
            }

            if (length == 0 && line + '\n' != head)
            {
                throw new UserException($"cannot go on with '{path}': it has other columns");
            }

            if (length > 0)
            {
                if (!long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out long row) || row > step)
                {
                    break;
                }

                lastStep = row;
            }

            length += bytes;
        }

        return length;
    }
}
