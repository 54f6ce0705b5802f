using GpuEcosystem.Engine.Persistence.Eco;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Futures of worlds that nobody saved before, many of them, and what is drawn of all.</summary>
public sealed class BranchTests : IDisposable
{
    private static readonly string[] Tiny =
        ["branch", "--preset", "small", "--set", "NetworkDepth=0", "--size", "8", "--device", "cpu", "--metrics-every", "1"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A branch of a new world is the run with the same options.</summary>
    [Fact]
    public void New_worlds_have_branches_too()
    {
        Invocation result = Invocation.Of([.. Tiny, "--vary", "Dropout=0,0.5", "--seed", "7", "--steps", "3", "--out", folder["out"], "--json"]);
        Assert.Equal(0, result.ExitCode);
        Invocation alone = Invocation.Of(
            ["run", .. Tiny[1..^2], "--set", "Dropout=0.5", "--seed", "7", "--steps", "3", "--json"]);
        Assert.Equal((string)alone.Json["stateHash"]!, (string)result.Json["branches"]![1]!["report"]!["stateHash"]!);
        Assert.Null(EcoFile.ReadHeader(folder["out/02.eco"]).Parent);
    }

    [Fact]
    public void A_grown_world_has_branches_by_its_name()
    {
        Invocation result = Invocation.Of("branch", "tide", "--branches", "1", "--steps", "until:1201", "--device", "cpu", "--out", folder["out"], "--json");
        Assert.Equal(1201, (int)result.Json["branches"]![0]!["report"]!["steps"]!);
        Assert.Equal(new EcoParent("tide.eco", 1200), EcoFile.ReadHeader(folder["out/01.eco"]).Parent);
    }

    /// <summary>More than fit on a sheet make several, and their files sort.</summary>
    [Fact]
    public void Many_branches_make_several_sheets()
    {
        Invocation result = Invocation.Of([.. Tiny, "--branches", "102", "--steps", "0", "--out", folder["out"]]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(102, Directory.GetFiles(folder["out"], "*.eco").Length);
        Assert.True(File.Exists(folder["out/001.eco"]) && File.Exists(folder["out/102.csv"]));
        Assert.Equal(103, File.ReadAllLines(folder["out/comparison.csv"]).Length);
        using SKBitmap full = SKBitmap.Decode(folder["out/contact-sheet-01.png"]);
        using SKBitmap rest = SKBitmap.Decode(folder["out/contact-sheet-02.png"]);
        Assert.Equal((2692, 1), (full.Width, full.Width / full.Height + 1));
        Assert.Equal(548, rest.Width);
        Assert.False(File.Exists(folder["out/contact-sheet.png"]));
        Assert.True(File.Exists(folder["out/comparison.png"]));
        Assert.Equal(
            "gpueco: 5000000 branches are too many; there can be 100000\n",
            Invocation.Of([.. Tiny, "--branches", "5000000", "--out", folder["more"]]).Error);
        Assert.Equal(
            "gpueco: 1000000 branches are too many; there can be 100000\n",
            Invocation.Of([.. Tiny, "--vary", $"Dropout={string.Join(',', Enumerable.Range(0, 1000).Select(i => $"0.{i:D4}"))}",
                "--seeds", string.Join(',', Enumerable.Range(0, 1000)), "--out", folder["more"]]).Error);
    }

    /// <summary>One line for each branch, of the column that is asked for.</summary>
    [Fact]
    public void All_branches_are_drawn_in_one_plot()
    {
        string[] two = [.. Tiny, "--branches", "2", "--steps", "20", "--out", folder["out"], "--overwrite"];
        Assert.Equal(0, Invocation.Of([.. two, "--plot", "population.species1"]).ExitCode);
        using SKBitmap plot = SKBitmap.Decode(folder["out/comparison.png"]);
        Assert.Equal(1800, plot.Width);
        ScottPlot.Colormaps.Viridis colours = new();
        foreach (double place in (double[])[0, 0.88])
        {
            ScottPlot.Color colour = colours.GetColor(place);
            Assert.True(plot.Pixels.Count(pixel => pixel == new SKColor(colour.R, colour.G, colour.B)) > 50);
        }

        Invocation wrong = Invocation.Of([.. two, "--plot", "entropie"]);
        Assert.Equal("gpueco: --plot draws a column of the tables; 'entropie' is none of all branches; did you mean entropy?\n", wrong.Error);
    }
}
