using System.Collections.Concurrent;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Places that share a cube evenly: each is the middle of the points that are nearest to it. They follow from their number and that of the
/// features alone, so that all experiments have the same ones, and their coverages compare.
/// </summary>
/// <remarks>Made by sums, products, quotients and roots in one order, they have the same bits on every machine, and need not be stored.</remarks>
public sealed class Centroids
{
    private const int PointsOfEach = 50;

    private static readonly ConcurrentDictionary<(int Count, int Features), Lazy<Centroids>> known = [];

    private readonly double[] places;
    private readonly int features;

    /// <param name="places">Their places, <c>[centroid, feature]</c>.</param>
    /// <param name="features">The cube's dimensions.</param>
    internal Centroids(double[] places, int features)
    {
        this.places = places;
        this.features = features;
    }

    /// <summary>How many there are.</summary>
    public int Count => places.Length / features;

    /// <summary>So many of them in the unit cube; those that were asked for before are known.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="features">The cube's dimensions, 1 or more.</param>
    public static Centroids Of(int count, int features) =>
        known.GetOrAdd((count, features), static key => new(() => Spread(key.Count, key.Features))).Value;

    /// <summary>A centroid's place, <c>[feature]</c>, each in [0, 1].</summary>
    public ReadOnlySpan<double> this[int centroid] => places.AsSpan(centroid * features, features);

    /// <summary>The number of the one that is nearest to a point; of equally near ones the lowest.</summary>
    /// <param name="point">The point, <c>[feature]</c>.</param>
    public int Nearest(ReadOnlySpan<double> point)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int centroid = 0; centroid < Count; centroid++)
        {
            double square = SquareTo(point, centroid);
            if (square < least)
            {
                nearest = centroid;
                least = square;
            }
        }

        return nearest;
    }

    /// <summary>The square of a point's distance to one of them.</summary>
    internal double SquareTo(ReadOnlySpan<double> point, int centroid)
    {
        ReadOnlySpan<double> place = this[centroid];
        double sum = 0;
        for (int feature = 0; feature < place.Length; feature++)
        {
            double difference = point[feature] - place[feature];
            sum += difference * difference;
        }

        return sum;
    }

    private static Centroids Spread(int count, int features)
    {
        double[] points = new double[count * PointsOfEach * features];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = Philox.Uniform(seed: 0, RandomStream.Centroid, i / features, (ulong)(i % features));
        }

        return new Lloyd(points, count, features).Spread();
    }
}
