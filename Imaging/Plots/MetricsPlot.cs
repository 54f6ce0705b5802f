using System.Globalization;
using GpuEcosystem.Engine;
using ScottPlot;
using Palette = GpuEcosystem.Engine.Display.Palette;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>Populations, entropy and loss over steps, one below the other with a common axis of steps.</summary>
public sealed class MetricsPlot : IDisposable
{
    private const int LegendLine = 22;
    private const string Step = "step";
    private const string Entropy = "normalizedEntropy";
    private const string Loss = "loss";
    private const string Population = "population.";
    private const string Sun = Population + "sun";
    private const string Species = Population + "species";

    private static readonly Color ink = Color.FromHex("#22262c");
    private static readonly Color faint = Color.FromHex("#e4e7eb");
    private static readonly Color blue = Color.FromHex("#2b5f9e");
    private static readonly PixelPadding margin = new(left: 96, right: 128, bottom: 24, top: 12);

    private readonly List<PlotPanel> panels = [];
    private readonly MetricsTable table;
    private readonly double[] steps;

    /// <summary>Lays out what a run observed.</summary>
    /// <exception cref="UserException">A column is missing, or there are no rows.</exception>
    public MetricsPlot(MetricsTable table, Palette palette)
    {
        this.table = table;
        steps = table[Step];
        if (steps.Length == 0)
        {
            throw new UserException($"{table.Path} has no rows");
        }

        PlotFont.Use();
        AddPopulations(palette);
        Plot entropy = Add(150, "entropy ÷ maximum", extraTop: 0);
        Draw(entropy, table[Entropy], blue, null);
        entropy.Axes.SetLimitsY(0, 1.05);

        // A world that does not learn has none.
        double[] loss = table[Loss];
        if (!loss.All(double.IsNaN))
        {
            Draw(Add(150, "loss", extraTop: 0), loss, blue, null);
        }

        FinishAxes();
    }

    /// <summary>The panels from top to bottom.</summary>
    public IReadOnlyList<PlotPanel> Panels => panels;

    /// <summary>Whether a column is drawn.</summary>
    public static bool Needs(string column) =>
        column is Step or Entropy or Loss || column.StartsWith(Population, StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => panels.ForEach(panel => panel.Plot.Dispose());

    private void AddPopulations(Palette palette)
    {
        int species = 1;
        while (table.Columns.ContainsKey(Species + (species + 1).ToString(CultureInfo.InvariantCulture)))
        {
            species++;
        }

        Plot plot = Add(Math.Max(260, LegendLine * (species + 1)), "population (sum of aliveness)", extraTop: 40);
        plot.Title(System.IO.Path.GetFileNameWithoutExtension(table.Path), 18);
        plot.Axes.Title.Label.Bold = true;
        plot.Axes.Title.Label.ForeColor = ink;
        Draw(plot, table[Sun], ink, "sun").LinePattern = LinePattern.Dotted;
        double most = Math.Max(1, table[Sun][^1]);
        for (int number = 1; number <= species; number++)
        {
            string name = number.ToString(CultureInfo.InvariantCulture);
            Draw(plot, table[Species + name], PaperColour.Of(palette.Species(number)), "species " + name);
            most = Math.Max(most, table[Species + name].Max());
        }

        // In the first steps the sun has everything and may stand out at the top, or the species would be flat lines.
        plot.Axes.SetLimitsY(0, 1.05 * most);

        ScottPlot.Panels.LegendPanel panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        Legend legend = panel.Legend;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.Transparent;
        legend.FontSize = 12;
        legend.FontColor = ink;
    }

    private Plot Add(int height, string label, int extraTop)
    {
        Plot plot = new();

        // What the panels above have drawn stays.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.Layout.Fixed(new PixelPadding(margin.Left, margin.Right, margin.Bottom, margin.Top + extraTop));
        plot.YLabel(label, 13);
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.MinimumSize = margin.Left - 12;
        plot.Axes.Color(ink);
        plot.Axes.FrameColor(ink);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = faint;
        plot.Axes.Left.TickGenerator = Ticks();
        plot.Axes.Bottom.TickGenerator = Ticks();
        plot.Axes.Left.MinorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 12;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 12;
        panels.Add(new PlotPanel(plot, height + extraTop + (int)(margin.Top + margin.Bottom)));
        return plot;
    }

    private ScottPlot.Plottables.Scatter Draw(Plot plot, double[] values, Color colour, string? name)
    {
        (double[] x, double[] y) = Thinning.Of(steps, values);
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, colour);
        line.LineWidth = 1.5f;
        line.LegendText = name ?? "";
        return line;
    }

    // All panels show the same steps; only the last one says so.
    private void FinishAxes()
    {
        foreach (PlotPanel panel in panels)
        {
            panel.Plot.Axes.SetLimitsX(steps[0], Math.Max(steps[^1], steps[0] + 1));
        }

        PlotPanel last = panels[^1];
        last.Plot.XLabel("step", 13);
        last.Plot.Axes.Bottom.Label.Bold = false;
        const int room = 24;
        last.Plot.Layout.Fixed(new PixelPadding(margin.Left, margin.Right, margin.Bottom + room, margin.Top));
        panels[^1] = last with { Height = last.Height + room };
    }

    private static ScottPlot.TickGenerators.NumericAutomatic Ticks() => new()
    {
        LabelFormatter = value => Math.Abs(value) is >= 1e7 or (> 0 and < 1e-4)
            ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.#####", CultureInfo.InvariantCulture),
    };
}
