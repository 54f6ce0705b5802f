namespace GpuEcosystem.Discovery.Statistics;

/// <summary>The variances that rules, seeds, the weathers of each seed, and rules together with both bring into a number.</summary>
internal readonly record struct VarianceComponents(double Rule, double Seed, double Weather, double Rest)
{
    /// <summary>All of it.</summary>
    public double Total => Rule + Seed + Weather + Rest;

    /// <summary>Estimates them from mean squares; what would be negative is 0.</summary>
    /// <param name="values">
    /// The number, <c>[rule][seed, weather]</c>, at least two rules and seeds. Weathers are a seed's own: the first of one has nothing to do
    /// with the first of another.
    /// </param>
    /// <param name="weathers">Weathers of each seed, 1 where seeds have none.</param>
    public static VarianceComponents Of(double[][] values, int weathers)
    {
        // Differences from one of them are exactly 0 where all are the same.
        double[][] y = Array.ConvertAll(values, row => Array.ConvertAll(row, value => value - values[0][0]));
        double[][] means = Array.ConvertAll(y, row => Array.ConvertAll(row.Chunk(weathers).ToArray(), ofSeed => ofSeed.Average()));
        int rules = y.Length;
        int seeds = means[0].Length;
        (double rule, double seed, double both) = MeanSquares(means);
        (double weather, double rest) = weathers == 1 ? (0, 0) : MeanSquaresWithin(y, means, weathers);
        return new(
            Math.Max(0, (rule - both) / seeds),
            Math.Max(0, (seed - both - (weather - rest) / weathers) / rules),
            Math.Max(0, (weather - rest) / rules),
            Math.Max(0, both - rest / weathers) + rest);
    }

    // Of a table of rules and seeds, of what both together do the last.
    private static (double Rule, double Seed, double Both) MeanSquares(double[][] y)
    {
        int rules = y.Length;
        int seeds = y[0].Length;
        double[] ofRule = [.. y.Select(row => row.Average())];
        double[] ofSeed = [.. Enumerable.Range(0, seeds).Select(seed => y.Average(row => row[seed]))];
        double mean = ofRule.Average();
        double both = 0;
        for (int rule = 0; rule < rules; rule++)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                both += Square(y[rule][seed] - ofRule[rule] - ofSeed[seed] + mean);
            }
        }

        return (
            seeds * ofRule.Sum(value => Square(value - mean)) / (rules - 1),
            rules * ofSeed.Sum(value => Square(value - mean)) / (seeds - 1),
            both / ((rules - 1) * (seeds - 1)));
    }

    // Of what weathers do under all rules, and of what they do under one and not under another.
    private static (double Weather, double Within) MeanSquaresWithin(double[][] y, double[][] means, int weathers)
    {
        int rules = y.Length;
        int runs = y[0].Length;
        double all = 0;
        double rest = 0;
        for (int run = 0; run < runs; run++)
        {
            double[] own = [.. Enumerable.Range(0, rules).Select(rule => y[rule][run] - means[rule][run / weathers])];
            double mean = own.Average();
            all += rules * Square(mean);
            rest += own.Sum(value => Square(value - mean));
        }

        int ways = runs - runs / weathers;
        return (all / ways, rest / (ways * (rules - 1)));
    }

    private static double Square(double value) => value * value;
}
