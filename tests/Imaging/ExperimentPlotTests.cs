using System.Xml.Linq;
using GpuEcosystem.Imaging.Plots;
using Xunit;

namespace GpuEcosystem.Tests.Imaging;

/// <summary>What plots of experiments say.</summary>
public sealed class ExperimentPlotTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Decades are ticks where a gene spans them, names where it has names, and cases without a number are no points.</summary>
    [Fact]
    public void Points_have_their_axes()
    {
        PointsAxis borders = new("borders", [0.1, 0.2, double.NaN, 0.4]);
        using PointsPlot wide = new(new PointsAxis("rate", [1e-6, 1e-3, 1e-4, 0.01], IsLogarithmic: true), [borders]);
        string[] labels = Labels(wide.Panels, wide.Columns);
        Assert.All((string[])["rate", "borders", "0.000001", "0.001", "0.01"], label => Assert.Contains(label, labels));
        Assert.DoesNotContain("0.002", labels);

        using PointsPlot narrow = new(new PointsAxis("gate", [2, 30, 5, 8], IsLogarithmic: true), [borders]);
        Assert.Equal(["2", "5", "10", "20"], Labels(narrow.Panels, narrow.Columns).Intersect(["1", "2", "5", "10", "20", "50"]).OrderBy(int.Parse));

        using PointsPlot named = new(new PointsAxis("optimizer", [0, 1, 1, 0], Names: ["Adam", "SGD"]), [borders]);
        Assert.Equal(["Adam", "SGD"], Labels(named.Panels, named.Columns).Intersect(["Adam", "SGD"]).Order());
    }

    /// <summary>Panels fill rows, and a file is as high as its rows are together.</summary>
    [Fact]
    public void Panels_fill_rows()
    {
        PointsAxis axis = new("n", [1, 2, 3]);
        using PointsPlot one = new(axis, [axis]);
        using PointsPlot four = new(axis, [axis, axis, axis, axis]);
        (int width, int height) = PlotFile.SizeOf(one.Panels, one.Columns);
        Assert.Equal((width, 2 * height), PlotFile.SizeOf(four.Panels, four.Columns));
        Assert.Equal(4, Labels(four.Panels, four.Columns).Count(label => label == "n") / 2);
    }

    /// <summary>Repeats of one search have one name, beside the first panel.</summary>
    [Fact]
    public void Searches_have_their_names()
    {
        using SearchPlot plot = new(
            [
                new("map-elites", IsBaseline: false, [[0.1, 0.2], [1, 2]]),
                new("random", IsBaseline: true, [[0.1, 0.15], [1, 1.5]]),
                new("map-elites", IsBaseline: false, [[0.1, 0.3], [1, 3]]),
            ],
            ["coverage", "QD score"],
            "edge");
        string[] labels = Labels(plot.Panels, columns: 1);
        Assert.All((string[])["edge", "map-elites", "random", "coverage", "QD score", "trials"], name => Assert.Single(labels, label => label == name));
    }

    /// <summary>Shares stand beside what they are shares of.</summary>
    [Fact]
    public void Shares_have_their_names()
    {
        using SharesPlot plot = new(
            ["rule", "seed"],
            [("borders", [(0.7, 0.6, 1), (0.3, 0, 0.4)]), ("churn", [(0.2, 0.1, 0.5), (0.8, 0.5, 0.9)])],
            "share of the variance",
            "edge");
        string[] labels = Labels(plot.Panels, columns: 1);
        Assert.All((string[])["rule", "seed", "borders", "churn", "share of the variance", "100 %", "edge"], name => Assert.Contains(name, labels));
    }

    private string[] Labels(IReadOnlyList<PlotPanel> panels, int columns)
    {
        PlotFile.Write(folder["plot.svg"], panels, columns);
        return [.. XDocument.Load(folder["plot.svg"]).Descendants().Where(node => node.Name.LocalName == "text").Select(node => node.Value.Trim())];
    }
}
