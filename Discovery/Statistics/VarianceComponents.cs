namespace GpuEcosystem.Discovery.Statistics;

/// <summary>The variances that rules, seeds, the weathers of each seed, and rules together with both bring into a number.</summary>
internal readonly record struct VarianceComponents(double Rule, double Seed, double Weather, double Rest)
{
    /// <summary>All of it.</summary>
    public double Total => Rule + Seed + Weather + Rest;

    /// <summary>Estimates them from mean squares; what would be negative is 0.</summary>
    /// <param name="values">
    /// The number, <c>[rule][seed, weather]</c>, of at least two rules and seeds. Weathers are a seed's own: the first of one has nothing to do
    /// with the first of another.
    /// </param>
    /// <param name="rules">Rules.</param>
    /// <param name="weathers">Weathers of each seed, 1 where seeds have none.</param>
    public static VarianceComponents Of(ReadOnlySpan<double> values, int rules, int weathers)
    {
        // Differences from one of them are exactly 0 where all are the same.
        double[] y = new double[values.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = values[i] - values[0];
        }

        double[] means = weathers == 1 ? y : MeansOf(y, weathers);
        int seeds = means.Length / rules;
        (double rule, double seed, double both) = MeanSquares(means, rules, seeds);
        (double weather, double rest) = weathers == 1 ? (0, 0) : MeanSquaresWithin(y, means, rules, weathers);
        return new(
            Math.Max(0, (rule - both) / seeds),
            Math.Max(0, (seed - both - (weather - rest) / weathers) / rules),
            Math.Max(0, (weather - rest) / rules),
            Math.Max(0, both - rest / weathers) + rest);
    }

    // Of so many neighbours each.
    private static double[] MeansOf(double[] y, int neighbours)
    {
        double[] means = new double[y.Length / neighbours];
        for (int i = 0; i < y.Length; i++)
        {
            means[i / neighbours] += y[i] / neighbours;
        }

        return means;
    }

    // Of a table of rules and seeds, of what both together do the last. An experiment draws such tables by the thousand.
    private static (double Rule, double Seed, double Both) MeanSquares(double[] y, int rules, int seeds)
    {
        double[] ofRule = MeansOf(y, seeds);
        double[] ofSeed = new double[seeds];
        for (int i = 0; i < y.Length; i++)
        {
            ofSeed[i % seeds] += y[i] / rules;
        }

        double mean = ofRule.Average();
        double both = 0;
        for (int rule = 0; rule < rules; rule++)
        {
            double level = ofRule[rule] - mean;
            for (int seed = 0; seed < seeds; seed++)
            {
                both += Square(y[rule * seeds + seed] - level - ofSeed[seed]);
            }
        }

        return (
            seeds * ofRule.Sum(value => Square(value - mean)) / (rules - 1),
            rules * ofSeed.Sum(value => Square(value - mean)) / (seeds - 1),
            both / ((rules - 1) * (seeds - 1.0)));
    }

    // Of what weathers do under all rules, and of what they do under one and not under another.
    private static (double Weather, double Within) MeanSquaresWithin(double[] y, double[] means, int rules, int weathers)
    {
        int runs = y.Length / rules;
        double all = 0;
        double rest = 0;
        for (int run = 0; run < runs; run++)
        {
            double mean = 0;
            for (int i = run; i < y.Length; i += runs)
            {
                mean += (y[i] - means[i / weathers]) / rules;
            }

            all += rules * Square(mean);
            for (int i = run; i < y.Length; i += runs)
            {
                rest += Square(y[i] - means[i / weathers] - mean);
            }
        }

        double ways = runs - runs / weathers;
        return (all / ways, rest / (ways * (rules - 1)));
    }

    private static double Square(double value) => value * value;
}
