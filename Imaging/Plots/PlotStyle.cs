using System.Globalization;
using ScottPlot;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>What all plots look like: dark on white. Panels below each other have a common axis.</summary>
internal static class PlotStyle
{
    private const int TitleHeight = 40;

    /// <summary>Lines of text and axes.</summary>
    public static readonly Color Ink = Color.FromHex("#22262c");

    /// <summary>A line that stands for no species.</summary>
    public static readonly Color Blue = Color.FromHex("#2b5f9e");

    /// <summary>What is compared with it.</summary>
    public static readonly Color Orange = Color.FromHex("#c4661f");

    /// <summary>What is neither.</summary>
    public static readonly Color Grey = Color.FromHex("#9aa3ae");

    /// <summary>What is compared besides.</summary>
    public static readonly Color Green = Color.FromHex("#4f8a5b");

    private static readonly Color faint = Color.FromHex("#e4e7eb");
    private static readonly PixelPadding margin = new(left: 96, right: 128, bottom: 24, top: 12);

    /// <summary>An empty panel.</summary>
    /// <param name="height">Height of what is drawn in.</param>
    /// <param name="label">What the axis of values says.</param>
    /// <param name="title">What stands above it; nothing if null.</param>
    public static PlotPanel Panel(int height, string label, string? title = null)
    {
        int extraTop = title is null ? 0 : TitleHeight;
        Plot plot = new();

        // What the panels above have drawn stays.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.Layout.Fixed(new PixelPadding(margin.Left, margin.Right, margin.Bottom, margin.Top + extraTop));
        plot.YLabel(label, 13);
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.MinimumSize = margin.Left - 12;
        plot.Axes.Color(Ink);
        plot.Axes.FrameColor(Ink);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = faint;
        plot.Axes.Left.TickGenerator = Ticks();
        plot.Axes.Bottom.TickGenerator = Ticks();
        plot.Axes.Left.MinorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 12;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 12;
        if (title is not null)
        {
            plot.Title(title, 18);
            plot.Axes.Title.Label.Bold = true;
            plot.Axes.Title.Label.ForeColor = Ink;
        }

        return new PlotPanel(plot, height + extraTop + (int)(margin.Top + margin.Bottom));
    }

    /// <summary>Draws a line, without what it cannot show.</summary>
    /// <param name="plot">Into what.</param>
    /// <param name="steps">Where its points lie.</param>
    /// <param name="values">How high; NaN where there is none.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="name">What the legend says; null for nothing.</param>
    public static ScottPlot.Plottables.Scatter Draw(Plot plot, double[] steps, double[] values, Color colour, string? name)
    {
        (double[] x, double[] y) = Thinning.Of(steps, values);
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, colour);
        line.LineWidth = 1.5f;
        line.LegendText = name ?? "";
        return line;
    }

    /// <summary>Shows what the lines are called, beside them.</summary>
    public static void ShowLegend(Plot plot)
    {
        ScottPlot.Panels.LegendPanel panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        Legend legend = panel.Legend;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.Transparent;
        legend.FontSize = 12;
        legend.FontColor = Ink;
    }

    /// <summary>Has all panels show the same steps, and the last one say so.</summary>
    /// <param name="panels">From top to bottom.</param>
    /// <param name="first">The first step.</param>
    /// <param name="last">The last.</param>
    /// <param name="label">What steps are called.</param>
    /// <param name="names">How wide the names at the left of the last one are, if they need more room than numbers.</param>
    public static void FinishAxes(List<PlotPanel> panels, double first, double last, string label = "step", float names = 0)
    {
        foreach (PlotPanel panel in panels)
        {
            panel.Plot.Axes.SetLimitsX(first, Math.Max(last, first + 1));
        }

        PlotPanel bottom = panels[^1];
        bottom.Plot.XLabel(label, 13);
        bottom.Plot.Axes.Bottom.Label.Bold = false;
        const int room = 24;
        bool hasTitle = !string.IsNullOrEmpty(bottom.Plot.Axes.Title.Label.Text);
        float left = Math.Max(margin.Left, names + 12);
        bottom.Plot.Axes.Left.MinimumSize = left - 12;
        bottom.Plot.Layout.Fixed(
            new PixelPadding(left, margin.Right, margin.Bottom + room, margin.Top + (hasTitle ? TitleHeight : 0)));
        panels[^1] = bottom with { Height = bottom.Height + room };
    }

    private static ScottPlot.TickGenerators.NumericAutomatic Ticks() => new()
    {
        LabelFormatter = value => Math.Abs(value) is >= 1e7 or (> 0 and < 1e-4)
            ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.#####", CultureInfo.InvariantCulture),
    };
}
