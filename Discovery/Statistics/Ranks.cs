namespace GpuEcosystem.Discovery.Statistics;

/// <summary>Places in an order.</summary>
internal static class Ranks
{
    /// <summary>The place of each number among all, from 1 on; equal ones share the mean of theirs.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        double[] ranks = new double[order.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            next = first + 1;
            while (next < order.Length && values[order[next]] == values[order[first]])
            {
                next++;
            }

            for (int place = first; place < next; place++)
            {
                ranks[order[place]] = (first + 1 + next) / 2.0;
            }
        }

        return ranks;
    }
}
