namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// Moves centroids to the middles of the points that are nearest to them, again and again (Lloyd: "Least squares quantization in PCM",
/// 1982).
/// </summary>
/// <param name="points">The points, <c>[point, feature]</c>, of which the first ones are where centroids begin.</param>
/// <param name="count">How many centroids.</param>
/// <param name="features">How many features.</param>
internal sealed class Lloyd(double[] points, int count, int features)
{
    private const int MostRounds = 50;

    // Of distances that differ by less, rounding may have the say.
    private const double Slack = 1 + 1e-9;

    // Of each point: its nearest centroid, and how far that is.
    private readonly int[] nearest = new int[points.Length / features];
    private readonly double[] distances = new double[points.Length / features];

    /// <summary>The centroids after 50 rounds, or after fewer where none moves any more.</summary>
    public Centroids Spread()
    {
        Centroids centroids = new(points[..(count * features)], features);
        for (int point = 0; point < nearest.Length; point++)
        {
            nearest[point] = centroids.Nearest(Point(point));
        }

        bool moves = true;
        for (int round = 1; round < MostRounds && moves; round++)
        {
            centroids = Move(centroids);
            moves = Assign(centroids);
        }

        return Move(centroids);
    }

    private ReadOnlySpan<double> Point(int point) => points.AsSpan(point * features, features);

    // One without points stays.
    private Centroids Move(Centroids centroids)
    {
        double[] places = new double[count * features];
        int[] counts = new int[count];
        for (int point = 0; point < nearest.Length; point++)
        {
            counts[nearest[point]]++;
            for (int feature = 0; feature < features; feature++)
            {
                places[nearest[point] * features + feature] += points[point * features + feature];
            }
        }

        for (int i = 0; i < places.Length; i++)
        {
            int centroid = i / features;
            places[i] = counts[centroid] > 0 ? places[i] / counts[centroid] : centroids[centroid][i % features];
        }

        return new Centroids(places, features);
    }

    // A centroid that is nearer to a point than the one before is at most twice that one's distance away from it.
    private bool Assign(Centroids centroids)
    {
        double[] farthest = new double[count];
        for (int point = 0; point < nearest.Length; point++)
        {
            distances[point] = Math.Sqrt(centroids.SquareTo(Point(point), nearest[point]));
            farthest[nearest[point]] = Math.Max(farthest[nearest[point]], distances[point]);
        }

        (int Centroid, double Distance)[][] neighbours =
            [.. Enumerable.Range(0, count).Select(centroid => Neighbours(centroids, centroid, 2 * Slack * farthest[centroid]))];
        bool moves = false;
        for (int point = 0; point < nearest.Length; point++)
        {
            int found = NearestAmong(centroids, point, neighbours[nearest[point]]);
            moves |= found != nearest[point];
            nearest[point] = found;
        }

        return moves;
    }

    private static (int Centroid, double Distance)[] Neighbours(Centroids centroids, int centroid, double reach)
    {
        List<(int Centroid, double Distance)> neighbours = [];
        for (int other = 0; other < centroids.Count; other++)
        {
            double square = centroids.SquareTo(centroids[centroid], other);
            if (other != centroid && square <= reach * reach)
            {
                neighbours.Add((other, Math.Sqrt(square)));
            }
        }

        return [.. neighbours.OrderBy(neighbour => neighbour.Distance)];
    }

    private int NearestAmong(Centroids centroids, int point, (int Centroid, double Distance)[] neighbours)
    {
        ReadOnlySpan<double> place = Point(point);
        int best = nearest[point];
        double least = centroids.SquareTo(place, best);
        double reach = 2 * Slack * distances[point];
        foreach ((int centroid, double distance) in neighbours)
        {
            if (distance > reach)
            {
                break;
            }

            double square = centroids.SquareTo(place, centroid);
            if (square < least || (square == least && centroid < best))
            {
                best = centroid;
                least = square;
            }
        }

        return best;
    }
}
