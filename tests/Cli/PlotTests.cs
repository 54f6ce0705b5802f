using System.Xml.Linq;
using CsCheck;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Plots;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Plots of what runs observed.</summary>
public sealed class PlotTests : IDisposable
{
    private const string Header = "step,population.sun,population.species1,normalizedEntropy,loss\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("m.csv")]
    [InlineData("m.parquet")]
    public void ARunCanBePlotted(string name)
    {
        Invocation.Of(
            "run", "--preset", "small", "--size", "16", "--device", "cpu", "--steps", "20",
            "--metrics", folder[name], "--metrics-every", "1");
        Invocation result = Invocation.Of("plot", folder[name]);
        Assert.Equal(new Invocation(0, folder["m.png"] + "\n", ""), result);
        using SKBitmap plot = SKBitmap.Decode(folder["m.png"])!;
        Assert.Equal(1800, plot.Width);
        SKColor[] pixels = plot.Pixels;
        Assert.Equal(SKColors.White, pixels[0]);

        for (int species = 1; species <= 4; species++)
        {
            ScottPlot.Color colour = PaperColour.Of(Palette.Find("vivid").Species(species));
            Assert.True(pixels.Count(pixel => pixel == new SKColor(colour.R, colour.G, colour.B)) > 50);
        }
    }

    [Fact]
    public void ADrawingHasItsLabels()
    {
        string path = folder.Write("m.csv", Header + "0,10000,0,0,\n1000,9000,1000,0.5,0.25\n2000,9000,1500,0.4,-1\n");
        Assert.Equal(0, Invocation.Of("plot", path, "--out", folder["m.svg"]).ExitCode);
        XDocument drawing = XDocument.Load(folder["m.svg"]);
        string[] labels = [.. drawing.Descendants().Where(node => node.Name.LocalName == "text").Select(node => node.Value.Trim())];
        foreach (string label in (string[])
            ["m", "step", "loss", "sun", "species 1", "entropy ÷ maximum", "population (sum of aliveness)", "2,000"])
        {
            Assert.Contains(label, labels);
        }
    }

    /// <summary>As write.csv of R writes it, with names of rows before, as pandas does with everything quoted, and as spreadsheets do.</summary>
    [Theory]
    [InlineData("\"\",\"step\",\"population.sun\",\"population.species1\",\"normalizedEntropy\",\"loss\"\n\"1\",0,100,5,0.5,NA\n\"2\",1,90,1.5e+01,0.25,-1\n")]
    [InlineData("\"step\",\"population.sun\",\"population.species1\",\"normalizedEntropy\",\"loss\"\r\n\"0\",\"100\",\"5\",\"0.5\",\"\"\r\n\"1\",\"90\",\"15.0\",\"0.25\",\"-1\"\r\n")]
    [InlineData("step,\"a \"\"note\"\", quoted\",population.sun,population.species1,normalizedEntropy,loss\n0,\"two\nlines\",100,5,0.5,\n1,,90,15,0.25,-1\n")]
    [InlineData("step;population.sun;population.species1;normalizedEntropy;loss\n0;100;5;0,5;\n1;90,0;1,5E+01;0,25;-1\n")]
    [InlineData("step\tpopulation.sun\tpopulation.species1\tnormalizedEntropy\tloss\n0\t100\t5\t0.5\t\n1\t90\t15\t0.25\t-1\n")]
    public void ATableThatAnotherProgramWroteIsTheSameTable(string text)
    {
        // A name without an ending is a pipe's, which is read once and from the start.
        foreach (string name in (string[])["m.csv", "m"])
        {
            MetricsTable read = MetricsReader.Read(folder.Write(name, text), MetricsPlot.Needs);
            Assert.Equal([0.0, 1], read["step"]);
            Assert.Equal([100.0, 90], read["population.sun"]);
            Assert.Equal([5.0, 15], read["population.species1"]);
            Assert.Equal([0.5, 0.25], read["normalizedEntropy"]);
            Assert.Equal([double.NaN, -1], read["loss"]);
        }
    }

    /// <summary>However a table is quoted, whatever its columns are called, its numbers come back.</summary>
    [Fact]
    public void AnyTableIsReadBack()
    {
        Gen<string> name = Gen.OneOf('a', 'é', ' ', ',', '"', ';', '\n', '\'').Array[1, 6].Select(letters => "n" + new string(letters));
        Gen<(double Value, bool Quoted)> cell = Gen.Select(Gen.Double, Gen.Bool);
        Gen.Select(name, cell.Array[3].Array[0, 4], Gen.OneOf("\n", "\r\n")).Sample(
            (odd, rows, end) =>
            {
                string[] names = ["plain", odd, "\"quoted\""];
                IEnumerable<string> lines = rows
                    .Select(row => string.Join(',', row.Select(one => one.Quoted ? $"\"{one.Value:R}\"" : $"{one.Value:R}")))
                    .Prepend(string.Join(',', names.Select(text => $"\"{text.Replace("\"", "\"\"")}\"")));
                MetricsTable read = MetricsReader.Read(folder.Write("m.csv", string.Join(end, lines) + end), _ => true);
                Assert.All(names.Index(), column => Assert.Equal(rows.Select(row => row[column.Index].Value), read[column.Item]));
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void AWorldThatDoesNotLearnHasNoLossToPlot()
    {
        string path = folder.Write("m.csv", Header + "0,100,0,0,\n");
        Assert.Equal(0, Invocation.Of("plot", path, "--out", folder["m.svg"]).ExitCode);
        Assert.DoesNotContain(">loss", File.ReadAllText(folder["m.svg"]).ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("", "PATH has no column 'step'")]
    [InlineData("step,loss\n1,2\n", "PATH has no column 'population.sun'")]
    [InlineData("step,population.sun,loss\n1,2,3\n", "PATH has no column 'population.species1'")]
    [InlineData("step,population.sun,population.species1,loss\n1,2,3,4\n", "PATH has no column 'normalizedEntropy'")]
    [InlineData(Header, "PATH has no rows")]
    [InlineData(Header + "0,1,2,3,\n1,2,3\n", "PATH, line 3: there are 3 values for 5 columns")]
    [InlineData(Header + "0,1,2,3,\n\n", "PATH, line 3: there are 1 values for 5 columns")]
    [InlineData(Header + "0,\"1\n2\",2,3,\n", "PATH, line 2: '1 2' in column 'population.sun' is not a number")]
    [InlineData(Header + "0,1,many,3,\n", "PATH, line 2: 'many' in column 'population.species1' is not a number")]
    public void WhatIsWrongWithAFileIsOneLine(string text, string reason)
    {
        string path = folder.Write("m.csv", text);
        Refused(reason.Replace("PATH", path, StringComparison.Ordinal), path);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatCannotBePlottedIsOneLine()
    {
        string damaged = folder.Write("m.parquet", "PAR1 and then nothing that makes sense PAR1");
        Assert.StartsWith(
            $"gpueco: {damaged} is not a Parquet file, or a damaged one: ", Invocation.Of("plot", damaged).Error);
        Refused($"there is no file '{folder["no.csv"]}'", folder["no.csv"]);
        string other = folder.Write("m.txt", "");
        Refused($"{other}: metrics are .csv or .parquet", other);
        string good = folder.Write("m.csv", Header + "0,1,2,3,4\n");
        Refused($"cannot write '{folder["a.pdf"]}': plots are .png or .svg", good, "--out", folder["a.pdf"]);
        Refused($"cannot write '{good}': plots are .png or .svg", good, "--out", good);
    }

    private static void Refused(string reason, params string[] arguments) =>
        Assert.Equal(new Invocation(2, "", $"gpueco: {reason}\n"), Invocation.Of(["plot", .. arguments]));
}
