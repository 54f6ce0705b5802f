using GpuEcosystem.Imaging.Plots;
using ScottPlot;

namespace GpuEcosystem.Experiments;

/// <summary>A plot of numbers over steps.</summary>
internal sealed class Chart : IDisposable
{
    private const byte BandAlpha = 40;

    private readonly Plot plot = new();

    public Chart(string title)
    {
        PlotFont.Use();
        plot.Title(title);
    }

    /// <summary>Adds a line through the means of all samples of a step.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="points">Steps and numbers, in any order.</param>
    /// <param name="range">Whether to show the lowest and highest number of each step too.</param>
    public void Add(string name, IEnumerable<(long Step, double Value)> points, bool range)
    {
        IGrouping<long, double>[] steps =
            [.. points.GroupBy(point => point.Step, point => point.Value).OrderBy(step => step.Key)];
        double[] x = [.. steps.Select(step => (double)step.Key)];
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, [.. steps.Select(step => step.Average())]);
        line.LegendText = name;
        line.LineWidth = 2;
        if (range)
        {
            double[] lowest = [.. steps.Select(step => step.Min())];
            double[] highest = [.. steps.Select(step => step.Max())];
            ScottPlot.Plottables.FillY band = plot.Add.FillY(x, lowest, highest);
            band.FillColor = line.Color.WithAlpha(BandAlpha);
            band.LineWidth = 0;
        }
    }

    public void Save(string path)
    {
        plot.XLabel("step");
        plot.Font.Set(Fonts.Default);
        plot.ShowLegend(Edge.Right);
        plot.SavePng(path, 800, 400);
    }

    public void Dispose() => plot.Dispose();
}
