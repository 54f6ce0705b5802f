using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Kernels.Random;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Centroids share a cube evenly, and each has the best trial near it.</summary>
public class CentroidArchiveTests
{
    /// <summary>
    /// Their mean squared distance to any point is little more than that of hexagons, 0.1604 of a cell. Of places that are only drawn it
    /// is 0.318.
    /// </summary>
    [Fact]
    public void Cells_are_nearly_hexagons()
    {
        Centroids even = Centroids.Of(256, 2);
        Assert.InRange(MeanSquare(even), 0.160, 0.185);
        double[] drawn = [.. Enumerable.Range(0, 512).Select(i => (double)Philox.Uniform(3, RandomStream.Genome, 0, (ulong)i))];
        Assert.InRange(MeanSquare(new Centroids(drawn, 2)), 0.29, 0.35);
    }

    /// <summary>On a line they are equally far from each other.</summary>
    [Fact]
    public void On_a_line_they_are_even()
    {
        Centroids centroids = Centroids.Of(8, 1);
        double[] places = [.. Enumerable.Range(0, 8).Select(centroid => centroids[centroid][0]).Order()];
        Assert.All(places.Index(), place => Assert.InRange(place.Item, (place.Index + 0.5) / 8 - 0.03, (place.Index + 0.5) / 8 + 0.03));
    }

    /// <summary>Which centroids a point is not compared with changes no bit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void They_are_those_of_a_plain_search(int features)
    {
        const int count = 40;
        double[][] points =
        [
            .. Enumerable.Range(0, 50 * count).Select(point => (double[])
            [
                .. Enumerable.Range(0, features).Select(feature => (double)Philox.Uniform(0, RandomStream.Centroid, point, (ulong)feature)),
            ]),
        ];
        double[][] places = points[..count];
        for (int round = 0; round < 50; round++)
        {
            ILookup<int, double[]> of = points.ToLookup(point => Nearest(places, point));
            places =
            [
                .. places.Select((place, number) => of[number].Any()
                    ? [.. Enumerable.Range(0, features).Select(feature => of[number].Sum(point => point[feature]) / of[number].Count())]
                    : place),
            ];
        }

        Centroids centroids = Centroids.Of(count, features);
        Assert.All(places.Index(), place => Assert.Equal(place.Item, centroids[place.Index].ToArray()));

        static int Nearest(double[][] places, double[] point) =>
            places.Index().MinBy(place => point.Zip(place.Item, (a, b) => (a - b) * (a - b)).Sum()).Index;
    }

    /// <summary>Who asks again gets the same ones, without waiting.</summary>
    [Fact]
    public void They_are_made_once() => Assert.Same(Centroids.Of(9, 2), Centroids.Of(9, 2));

    /// <summary>A trial's cell is the nearest centroid's, of equally near ones the first.</summary>
    [Fact]
    public void A_cell_is_what_is_nearest()
    {
        CentroidArchive archive = new(new Centroids([0.9, 0.1, 0.1, 0.1, 0.1, 0.9], 2));
        Assert.Equal([0], archive.CellOf(Scores.Of(0, 0.5, 0.8, 0.3)));
        Assert.Equal([2], archive.CellOf(Scores.Of(0, 0.5, 0, 1)));
        Assert.Equal([0], archive.CellOf(Scores.Of(0, 0.5, 0.5, 0.1)));
        Assert.True(archive.Take(Scores.Of(0, 0.5, 0.8, 0.3)));
        Assert.False(archive.Take(Scores.Of(1, 0.5, 0.9, 0.2)));
        Assert.True(archive.Take(Scores.Of(2, 0.6, 0.9, 0.2)));
        Assert.Equal(1.0 / 3, archive.Coverage);
    }

    // Times the number of cells, so that it is the same for any.
    private static double MeanSquare(Centroids centroids)
    {
        const int count = 20_000;
        return centroids.Count * Enumerable.Range(0, count).Average(point =>
        {
            double[] place = [Philox.Uniform(5, RandomStream.Genome, point, 0), Philox.Uniform(5, RandomStream.Genome, point, 1)];
            return centroids.SquareTo(place, centroids.Nearest(place));
        });
    }
}
