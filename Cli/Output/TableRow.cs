using Spectre.Console;
using Spectre.Console.Rendering;

namespace GpuEcosystem.Cli.Output;

/// <summary>A row of text, on a terminal with a patch of colour in front if it has one.</summary>
internal sealed record TableRow(Color? Swatch, params IReadOnlyList<string> Cells)
{
    public TableRow(params IReadOnlyList<string> cells)
        : this(null, cells)
    {
    }

    /// <summary>The first cell as a terminal shows it.</summary>
    public IRenderable FirstCell => Swatch is Color color
        ? new Paragraph().Append("██ ", new Style(color)).Append(Cells[0])
        : new Text(Cells[0]);
}
