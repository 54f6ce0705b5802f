using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>How some wholes are shared by the same causes: a bar for each share, and its interval.</summary>
public sealed class SharesPlot : IDisposable
{
    private const int BarHeight = 13;
    private const int GapHeight = 10;
    private const float LetterWidth = 7;

    private readonly List<PlotPanel> panels = [];

    /// <summary>Lays them out.</summary>
    /// <param name="causes">The causes, four at most.</param>
    /// <param name="wholes">Of each whole its name, and for each cause the share, 0 to 1, and the interval that it lies in.</param>
    /// <param name="label">What the axis of shares says.</param>
    /// <param name="title">What stands above.</param>
    public SharesPlot(
        IReadOnlyList<string> causes,
        IReadOnlyList<(string Name, IReadOnlyList<(double Share, double Lower, double Upper)> Parts)> wholes,
        string label,
        string title)
    {
        PlotFont.Use();

        // What is left over is grey.
        Color[] colours = causes.Count < 4
            ? [PlotStyle.Blue, PlotStyle.Orange, PlotStyle.Grey]
            : [PlotStyle.Blue, PlotStyle.Orange, PlotStyle.Green, PlotStyle.Grey];
        int heightOfWhole = causes.Count * BarHeight + GapHeight;
        PlotPanel panel = PlotStyle.Panel(wholes.Count * heightOfWhole, "", title);
        panels.Add(panel);
        Plot plot = panel.Plot;
        for (int cause = 0; cause < causes.Count; cause++)
        {
            IEnumerable<Bar> shares = wholes.Index().Select(whole => new Bar
            {
                Position = PlaceOf(whole.Index, cause),
                Value = whole.Item.Parts[cause].Share,
                Size = BarHeight - 1,
                Orientation = Orientation.Horizontal,
                FillColor = colours[cause],
                LineWidth = 0,
            });
            BarPlot bars = plot.Add.Bars(shares.ToArray());
            bars.LegendText = causes[cause];
        }

        foreach ((int place, (_, IReadOnlyList<(double Share, double Lower, double Upper)> parts)) in wholes.Index())
        {
            foreach ((int cause, (_, double lower, double upper)) in parts.Index())
            {
                LinePlot interval = plot.Add.Line(lower, PlaceOf(place, cause), upper, PlaceOf(place, cause));
                interval.Color = PlotStyle.Ink;
                interval.LineWidth = 1.2f;
            }
        }

        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. wholes.Index().Select(whole => PlaceOf(whole.Index, (causes.Count - 1) / 2.0))], [.. wholes.Select(whole => whole.Name)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimitsY(-wholes.Count * heightOfWhole + GapHeight / 2, GapHeight / 2);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = share => share.ToString("0 %", CultureInfo.InvariantCulture),
        };
        PlotStyle.ShowLegend(plot);
        PlotStyle.FinishAxes(panels, 0, 1, label, LetterWidth * wholes.Select(whole => whole.Name.Length).DefaultIfEmpty().Max());

        double PlaceOf(int whole, double cause) => -(whole * heightOfWhole + (cause + 0.5) * BarHeight);
    }

    /// <summary>The panel.</summary>
    public IReadOnlyList<PlotPanel> Panels => panels;

    /// <inheritdoc/>
    public void Dispose() => panels.ForEach(panel => panel.Plot.Dispose());
}
