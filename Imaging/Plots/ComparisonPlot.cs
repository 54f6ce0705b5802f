using GpuEcosystem.Engine;
using GpuEcosystem.Imaging.Drawing;
using ScottPlot;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>One number over the steps of several runs, a line for each.</summary>
public sealed class ComparisonPlot : IDisposable
{
    private const string Step = "step";

    // More names than this cannot be told apart by their colours.
    private const int MostNames = 16;

    // Beside it there is room for a line of its colour.
    private const float LegendWidth = 88;

    // The last part of the colours is too bright for white paper.
    private const double Brightest = 0.88;

    private readonly List<PlotPanel> panels = [];

    /// <summary>Lays out what runs observed.</summary>
    /// <param name="runs">Of each what it is called, and its table.</param>
    /// <param name="column">The number.</param>
    /// <param name="title">What stands above.</param>
    /// <exception cref="UserException">A table does not have it, or there is none.</exception>
    public ComparisonPlot(IReadOnlyList<(string Name, MetricsTable Table)> runs, string column, string title)
    {
        PlotFont.Use();
        PlotPanel panel = PlotStyle.Panel(400, column, title);
        panels.Add(panel);
        ScottPlot.Colormaps.Viridis colours = new();
        bool areNamed = runs.Count <= MostNames;
        for (int i = 0; i < runs.Count; i++)
        {
            Color colour = colours.GetColor(Brightest * i / Math.Max(1, runs.Count - 1));
            string? name = areNamed ? Ink.Fit(runs[i].Name, LegendWidth, Theme.SmallSize) : null;
            PlotStyle.Draw(panel.Plot, runs[i].Table[Step], runs[i].Table[column], colour, name);
        }

        if (areNamed)
        {
            PlotStyle.ShowLegend(panel.Plot);
        }

        PlotStyle.FinishAxes(panels, runs.Min(run => run.Table[Step].First()), runs.Max(run => run.Table[Step].Last()));
    }

    /// <summary>The panels from top to bottom.</summary>
    public IReadOnlyList<PlotPanel> Panels => panels;

    /// <summary>Which columns of a table are needed.</summary>
    public static Func<string, bool> Needs(string column) => name => name == Step || name == column;

    /// <inheritdoc/>
    public void Dispose() => panels.ForEach(panel => panel.Plot.Dispose());
}
