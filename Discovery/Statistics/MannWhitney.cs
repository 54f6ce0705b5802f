namespace GpuEcosystem.Discovery.Statistics;

/// <summary>Whether one sample tends to be larger than another (Mann and Whitney, 1947).</summary>
/// <param name="U">Pairs in which the first sample's number is the larger one; equal ones count ½.</param>
/// <param name="P">How likely a U at least as far from the middle is where both samples are of one kind, from both sides.</param>
public readonly record struct MannWhitney(double U, double P)
{
    // From here on the normal distribution is as good.
    private const int LargeSample = 50;

    /// <summary>Compares two samples: by counting all orders, or, where numbers are equal or many, by the normal distribution.</summary>
    /// <exception cref="ArgumentException">A sample is empty.</exception>
    public static MannWhitney Compare(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            throw new ArgumentException("an empty sample is neither larger nor smaller than another");
        }

        double[] ranks = Ranks.Of([.. first, .. second]);
        double u = ranks.Take(first.Count).Sum() - first.Count * (first.Count + 1) / 2.0;
        int[] ties = [.. ranks.GroupBy(rank => rank).Select(group => group.Count())];
        bool isExact = ties.Length == ranks.Length && Math.Max(first.Count, second.Count) < LargeSample;
        return new(u, isExact ? Exact(u, first.Count, second.Count) : Approximate(u, first.Count, second.Count, ties));
    }

    private static double Exact(double u, int n, int m)
    {
        double[] ways = WaysToReach(n, m);
        double below = ways.Take((int)u + 1).Sum();
        double above = ways.Skip((int)u).Sum();
        return Math.Min(1, 2 * Math.Min(below, above) / ways.Sum());
    }

    // Orders in which the first sample is larger in u pairs, [u], from the lowest number up: the one that is taken as number `taken` of the
    // first sample has `place + 1 - taken` of the second below it.
    private static double[] WaysToReach(int n, int m)
    {
        double[][] ways = [.. Enumerable.Range(0, n + 1).Select(_ => new double[n * m + 1])];
        ways[0][0] = 1;
        for (int place = 0; place < n + m; place++)
        {
            for (int taken = Math.Min(n, place + 1); taken >= Math.Max(1, place + 1 - m); taken--)
            {
                int below = place + 1 - taken;
                for (int u = below; u <= n * m; u++)
                {
                    ways[taken][u] += ways[taken - 1][u - below];
                }
            }
        }

        return ways[n];
    }

    // With the corrections for equal numbers and for U's being whole.
    private static double Approximate(double u, int n, int m, int[] ties)
    {
        double all = n + m;
        double equal = ties.Sum(t => Math.Pow(t, 3) - t);
        double variance = n * (m / 12.0) * (all + 1 - equal / (all * (all - 1)));
        double distance = Math.Max(0, Math.Abs(u - n * (m / 2.0)) - 0.5);
        return variance > 0 ? OutsideOf(distance / Math.Sqrt(variance)) : 1;
    }

    // The normal distribution beyond ±z, by the series of Marsaglia ("Evaluating the normal distribution", 2004), which has no digits left
    // for what is smaller than at 7.
    private static double OutsideOf(double z)
    {
        double x = Math.Min(z, 7);
        double sum = 0;
        double term = x;
        for (int i = 3; sum + term > sum; i += 2)
        {
            sum += term;
            term *= x * x / i;
        }

        return 1 - 2 * sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
