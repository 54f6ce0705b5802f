using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>Some numbers of many cases against another, a small panel for each.</summary>
public sealed class PointsPlot : IDisposable
{
    private const int Height = 240;
    private const int MostColumns = 3;
    private const float PointSize = 6;

    // More cannot be told apart, and would make drawings large.
    private const int MostPoints = 1500;

    // A logarithmic axis has its twos and fives where these are no more ticks than this.
    private const int MostTicks = 6;

    private static readonly PixelPadding margin = new(left: 62, right: 14, bottom: 46, top: 10);

    private readonly PlotPanel[] panels;

    /// <summary>Lays them out.</summary>
    /// <param name="across">The number that the axes below stand for.</param>
    /// <param name="up">The others, each with an axis on the left.</param>
    public PointsPlot(PointsAxis across, IReadOnlyList<PointsAxis> up)
    {
        PlotFont.Use();
        panels = [.. up.Select(axis => PanelOf(across, axis))];
        Columns = Math.Clamp(panels.Length, 2, MostColumns);
    }

    /// <summary>The panels row by row.</summary>
    public IReadOnlyList<PlotPanel> Panels => panels;

    /// <summary>Panels of a row.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PlotPanel panel in panels)
        {
            panel.Plot.Dispose();
        }
    }

    private static PlotPanel PanelOf(PointsAxis across, PointsAxis up)
    {
        PlotPanel panel = PlotStyle.Panel(Height, up.Label);
        Plot plot = panel.Plot;
        plot.Layout.Fixed(margin);
        plot.XLabel(across.Label, 13);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.MinimumSize = margin.Left - 12;

        int[] cases = [.. Enumerable.Range(0, up.Values.Length).Where(i => double.IsFinite(up.Values[i]) && double.IsFinite(across.Values[i]))];
        int stride = (cases.Length - 1) / MostPoints + 1;
        int[] drawn = [.. cases.Where((_, i) => i % stride == 0)];
        double[] x = [.. drawn.Select(i => across.IsLogarithmic ? Math.Log10(across.Values[i]) : across.Values[i])];
        double[] y = [.. drawn.Select(i => up.Values[i])];
        plot.Add.Markers(x, y, MarkerShape.FilledCircle, PointSize, PlotStyle.Blue.WithAlpha(0.55));
        (double left, double right) = RangeOf(x);
        (double bottom, double top) = RangeOf(y);
        plot.Axes.SetLimits(left, right, bottom, top);
        if (across.Names is IReadOnlyList<string> names)
        {
            plot.Axes.SetLimitsX(-0.5, names.Count - 0.5);
            plot.Axes.Bottom.TickGenerator = new NumericManual([.. names.Index().Select(name => (double)name.Index)], [.. names]);
        }
        else if (across.IsLogarithmic)
        {
            double[] ticks = Decades(left, right);
            plot.Axes.Bottom.TickGenerator = new NumericManual(
                [.. ticks.Select(Math.Log10)], [.. ticks.Select(tick => tick.ToString("#,0.#########", CultureInfo.InvariantCulture))]);
        }

        return panel;
    }

    private static (double Low, double High) RangeOf(double[] values)
    {
        (double low, double high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        double room = high > low ? 0.05 * (high - low) : Math.Max(0.5 * Math.Abs(low), 1e-6);
        return (low - room, high + room);
    }

    private static double[] Decades(double from, double to)
    {
        double[] powers = [.. Enumerable.Range((int)Math.Floor(from), (int)Math.Ceiling(to - Math.Floor(from)) + 1).Select(power => Math.Pow(10, power))];
        double[] fine = [.. powers.SelectMany(power => (double[])[power, 2 * power, 5 * power]).Where(IsWithin)];
        return fine.Length <= MostTicks ? fine : [.. powers.Where(IsWithin)];

        bool IsWithin(double tick) => Math.Log10(tick) >= from && Math.Log10(tick) <= to;
    }
}
