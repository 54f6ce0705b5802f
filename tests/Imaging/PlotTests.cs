using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Imaging.Plots;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Imaging;

/// <summary>What plots are made of.</summary>
public class PlotTests
{
    [Fact]
    public void LongRunsKeepTheirExtremes()
    {
        double[] x = [.. Enumerable.Range(0, 100001).Select(i => (double)i)];
        double[] y = [.. x.Select(i => i == 77777 ? 5.0 : i == 33333 ? -5 : i % 7 / 7)];
        y[^1] = double.NaN;
        (double[] fewX, double[] fewY) = Thinning.Of(x, y);
        Assert.InRange(fewX.Length, 2000, 4000);
        Assert.Equal(fewX.Order(), fewX);
        Assert.Equal(5, fewY[Array.IndexOf(fewX, 77777)]);
        Assert.Equal(-5, fewY[Array.IndexOf(fewX, 33333)]);
        Assert.All(fewX.Zip(fewY), point => Assert.Equal(y[(int)point.First], point.Second));
    }

    [Fact]
    public void ColoursAreDarkEnoughForPaper()
    {
        foreach (string name in Palette.Names)
        {
            for (int species = 1; species <= 64; species++)
            {
                ScottPlot.Color colour = PaperColour.Of(Palette.Find(name).Species(species));
                Assert.InRange(0.299 * colour.R + 0.587 * colour.G + 0.114 * colour.B, 0, 170);
            }
        }
    }

    [Fact]
    public void TheProgramsLettersAreEnough()
    {
        foreach (SKTypeface typeface in (SKTypeface[])[InterFont.Regular, InterFont.SemiBold])
        {
            using SKFont font = new(typeface);
            Assert.True(font.ContainsGlyphs("0123456789,.-−+÷() abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"));
        }
    }
}
