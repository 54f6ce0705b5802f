using ScottPlot;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>How far searches came over their trials: a panel for each number, a line for each search.</summary>
public sealed class SearchPlot : IDisposable
{
    private const int Height = 220;

    private static readonly Color[] besides = [PlotStyle.Orange, PlotStyle.Green, PlotStyle.Grey];

    private readonly List<PlotPanel> panels = [];

    /// <summary>Lays them out.</summary>
    /// <param name="lines">The searches; repeats of one have its name.</param>
    /// <param name="numbers">What the numbers are called.</param>
    /// <param name="title">What stands above.</param>
    public SearchPlot(IReadOnlyList<SearchLine> lines, IReadOnlyList<string> numbers, string title)
    {
        PlotFont.Use();
        double trials = 1;
        string[] baselines = [.. lines.Where(line => line.IsBaseline).Select(line => line.Name).Distinct()];
        foreach ((int number, string name) in numbers.Index())
        {
            PlotPanel panel = PlotStyle.Panel(Height, name, number == 0 ? title : null);
            panels.Add(panel);

            // Names stand beside the first panel alone.
            HashSet<string> named = number == 0 ? [] : [.. lines.Select(line => line.Name)];

            // What is compared with lies below.
            foreach (SearchLine line in lines.OrderByDescending(line => line.IsBaseline))
            {
                double[] values = line.Values[number];
                trials = Math.Max(trials, values.Length);
                Color colour = line.IsBaseline ? besides[Array.IndexOf(baselines, line.Name) % besides.Length] : PlotStyle.Blue;
                PlotStyle.Draw(
                    panel.Plot, [.. Enumerable.Range(1, values.Length).Select(trial => (double)trial)], values, colour, named.Add(line.Name) ? line.Name : null);
            }

            double most = lines.SelectMany(line => line.Values[number]).DefaultIfEmpty(0).Max();
            panel.Plot.Axes.SetLimitsY(0, most > 0 ? 1.05 * most : 1);
            if (number == 0)
            {
                PlotStyle.ShowLegend(panel.Plot);
            }
        }

        PlotStyle.FinishAxes(panels, 0, trials, "trials");
    }

    /// <summary>The panels from top to bottom.</summary>
    public IReadOnlyList<PlotPanel> Panels => panels;

    /// <inheritdoc/>
    public void Dispose() => panels.ForEach(panel => panel.Plot.Dispose());
}
