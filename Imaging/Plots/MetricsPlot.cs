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
        Plot entropy = Add(150, "entropy ÷ maximum");
        PlotStyle.Draw(entropy, steps, table[Entropy], PlotStyle.Blue, null);
        entropy.Axes.SetLimitsY(0, 1.05);

        // A world that does not learn has none.
        double[] loss = table[Loss];
        if (!loss.All(double.IsNaN))
        {
            PlotStyle.Draw(Add(150, "loss"), steps, loss, PlotStyle.Blue, null);
        }

        PlotStyle.FinishAxes(panels, steps[0], steps[^1]);
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

        Plot plot = Add(
            Math.Max(260, LegendLine * (species + 1)), "population (sum of aliveness)", Path.GetFileNameWithoutExtension(table.Path));
        PlotStyle.Draw(plot, steps, table[Sun], PlotStyle.Ink, "sun").LinePattern = LinePattern.Dotted;
        double most = Math.Max(1, table[Sun][^1]);
        for (int number = 1; number <= species; number++)
        {
            string name = number.ToString(CultureInfo.InvariantCulture);
            PlotStyle.Draw(plot, steps, table[Species + name], PaperColour.Of(palette.Species(number)), "species " + name);
            most = Math.Max(most, table[Species + name].Max());
        }

        // In the first steps the sun has everything and may stand out at the top, or the species would be flat lines.
        plot.Axes.SetLimitsY(0, 1.05 * most);

        PlotStyle.ShowLegend(plot);
    }

    private Plot Add(int height, string label, string? title = null)
    {
        PlotPanel panel = PlotStyle.Panel(height, label, title);
        panels.Add(panel);
        return panel.Plot;
    }
}
