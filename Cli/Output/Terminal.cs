using Spectre.Console;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// Standard output and standard error. Colours, tables and progress bars appear on a terminal only; elsewhere tables
/// are lines with tabs, for other programs to read.
/// </summary>
internal sealed class Terminal
{
    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly IAnsiConsole? outputTerminal;
    private readonly IAnsiConsole? errorTerminal;

    public Terminal(TextWriter output, TextWriter error)
    {
        this.output = output;
        this.error = error;
        outputTerminal = FindTerminal(output);
        errorTerminal = FindTerminal(error);
    }

    /// <summary>Something worth knowing that is not the result.</summary>
    public void Note(string line)
    {
        if (errorTerminal is null)
        {
            error.WriteLine(line);
        }
        else
        {
            // A progress bar that is being drawn makes room for it.
            errorTerminal.Write(new Text(line + "\n"));
        }
    }

    /// <summary>Why the program could not do what it was asked, as one line.</summary>
    public void Fail(string reason)
    {
        if (errorTerminal is null)
        {
            error.Write("gpueco: ");
        }
        else
        {
            errorTerminal.Write(new Text("gpueco: ", new Style(Color.Red)));
        }

        error.WriteLine(reason.ReplaceLineEndings(" "));
    }

    /// <summary>A line of the result.</summary>
    public void Line(string line) => output.WriteLine(line);

    /// <summary>The whole result for another program.</summary>
    public void Json(object result) => output.WriteLine(JsonText.Of(result));

    /// <summary>A line of the result for another program, which need not wait for the end.</summary>
    public void JsonLine(object result) => output.WriteLine(JsonText.LineOf(result));

    /// <summary>A table of the result.</summary>
    public void Table(IReadOnlyList<string> headers, IEnumerable<TableRow> rows)
    {
        if (outputTerminal is null)
        {
            output.WriteLine(string.Join('\t', headers));
            foreach (TableRow row in rows)
            {
                output.WriteLine(string.Join('\t', row.Cells));
            }

            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        foreach (string header in headers)
        {
            table.AddColumn(new TableColumn(new Text(header)));
        }

        foreach (TableRow row in rows)
        {
            table.AddRow(row.Cells.Select((cell, column) => column == 0 ? row.FirstCell : new Text(cell)));
        }

        outputTerminal.Write(table);
    }

    /// <summary>Does work that says how many of <paramref name="total"/> parts it has done.</summary>
    public T WithProgress<T>(string label, long total, Func<Action<long>, T> work)
    {
        if (errorTerminal is null)
        {
            return work(new Heartbeat(label, total, Note, TimeProvider.System).Beat);
        }

        return errorTerminal.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(label), maxValue: Math.Max(1, total));
                return work(done => task.Value = done);
            });
    }

    private static IAnsiConsole? FindTerminal(TextWriter writer)
    {
        AnsiConsoleOutput candidate = new(writer);
        return candidate.IsTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = candidate }) : null;
    }
}
