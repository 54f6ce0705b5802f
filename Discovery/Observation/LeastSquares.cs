namespace GpuEcosystem.Discovery.Observation;

/// <summary>A straight line through points.</summary>
internal static class LeastSquares
{
    /// <summary>Its slope; 0 where there are fewer than two points.</summary>
    /// <param name="points">The points; no two above each other.</param>
    public static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            return 0;
        }

        double middleX = points.Average(point => point.X);
        double middleY = points.Average(point => point.Y);
        return points.Sum(point => (point.X - middleX) * (point.Y - middleY))
            / points.Sum(point => (point.X - middleX) * (point.X - middleX));
    }
}
