using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Tests.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Designs;

/// <summary>Groups of trials that differ in one gene each.</summary>
public class SaltelliDesignTests
{
    /// <summary>Two points, then the first with each gene of the second; the next group has other points.</summary>
    [Fact]
    public void A_group_is_two_points_and_their_mixtures()
    {
        SaltelliDesign design = new(Landscape.Numbers(3), 10, seed: 1);
        float[][] group = [.. Enumerable.Range(5, 5).Select(trial => design.Genome(trial).ToArray())];
        (float[] a, float[] b) = (group[0], group[1]);
        Assert.All(a.Zip(b), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal([b[0], a[1], a[2]], group[2]);
        Assert.Equal([a[0], b[1], a[2]], group[3]);
        Assert.Equal([a[0], a[1], b[2]], group[4]);
        Assert.NotEqual(design.Genome(0).ToArray(), a);
    }

    /// <summary>The first genes of both points fill their ranges evenly, in halves again and again, and in fifths.</summary>
    [Fact]
    public void Points_are_spread_evenly()
    {
        SaltelliDesign design = new(Landscape.Numbers(2), 4 * 25, seed: 1);
        Assert.Equal(Enumerable.Range(0, 16), Enumerable.Range(0, 16).Select(group => (int)(16 * design.Genome(4 * group)[0])).Order());
        Assert.Equal(Enumerable.Range(0, 25), Enumerable.Range(0, 25).Select(group => (int)(25 * design.Genome(4 * group + 1)[0])).Order());
    }
}
