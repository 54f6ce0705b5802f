using GpuEcosystem.Imaging.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>Numbers of several seeds, a row for each kind, with the interval of their mean.</summary>
internal sealed class IntervalChart : IDisposable
{
    private const int Width = 1000;
    private const int RowHeight = 24;

    private readonly Plot plot = new();
    private readonly List<string> names = [];

    public IntervalChart(string title)
    {
        PlotFont.Use();
        plot.Title(title);
        plot.Add.VerticalLine(0, color: Colors.Gray);
    }

    /// <summary>Adds a row below the others.</summary>
    /// <param name="name">What stands beside it.</param>
    /// <param name="seeds">A number for each seed.</param>
    public void Add(string name, double[] seeds)
    {
        double place = -names.Count;
        names.Add(name);
        Interval interval = Interval.Of(seeds);
        Color colour = interval.ExcludesZero ? Colors.C0 : Colors.Gray;
        LinePlot line = plot.Add.Line(interval.Lower, place, interval.Upper, place);
        line.Color = colour;
        line.LineWidth = 3;
        plot.Add.Markers(seeds, [.. seeds.Select(_ => place)], MarkerShape.OpenCircle, 7, Colors.Black);
        plot.Add.Marker(interval.Mean, place, MarkerShape.FilledDiamond, 10, colour);
    }

    public void Save(string path)
    {
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Index().Select(name => -(double)name.Index)], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Font.Set(Fonts.Default);
        plot.SavePng(path, Width, 100 + RowHeight * names.Count);
    }

    public void Dispose() => plot.Dispose();
}
