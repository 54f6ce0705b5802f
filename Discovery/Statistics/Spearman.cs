namespace GpuEcosystem.Discovery.Statistics;

/// <summary>Spearman's ρ: whether one number rises or falls with another, by whatever curve.</summary>
public static class Spearman
{
    /// <summary>ρ, −1 to 1: the correlation of the ranks. Null where it is not defined: one of the two is the same everywhere.</summary>
    /// <param name="first">One number, <c>[case]</c>.</param>
    /// <param name="second">The other, <c>[case]</c>.</param>
    /// <exception cref="ArgumentException">They are not of the same cases.</exception>
    public static double? Correlation(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} numbers have no correlation with {second.Count}", nameof(second));
        }

        double[] x = Ranks.Of(first);
        double[] y = Ranks.Of(second);
        double mean = (first.Count + 1) / 2.0;
        double spread = Math.Sqrt(Product(x, x, mean) * Product(y, y, mean));
        return spread > 0 ? Product(x, y, mean) / spread : null;
    }

    private static double Product(double[] x, double[] y, double mean) => x.Zip(y, (a, b) => (a - mean) * (b - mean)).Sum();
}
