namespace GpuEcosystem.Discovery.Statistics;

/// <summary>The variances that rules, seeds and both together bring into a number.</summary>
internal readonly record struct VarianceComponents(double Rule, double Seed, double Rest)
{
    /// <summary>All of it.</summary>
    public double Total => Rule + Seed + Rest;

    /// <summary>Estimates them from mean squares; what would be negative is 0.</summary>
    /// <param name="values">The number, <c>[rule][seed]</c>, at least two of each.</param>
    public static VarianceComponents Of(double[][] values)
    {
        // Differences from one of them are exactly 0 where all are the same.
        double[][] y = Array.ConvertAll(values, row => Array.ConvertAll(row, value => value - values[0][0]));
        int rules = y.Length;
        int seeds = y[0].Length;
        double[] ofRule = [.. y.Select(row => row.Average())];
        double[] ofSeed = [.. Enumerable.Range(0, seeds).Select(seed => y.Average(row => row[seed]))];
        double mean = ofRule.Average();
        double rest = 0;
        for (int rule = 0; rule < rules; rule++)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                rest += Square(y[rule][seed] - ofRule[rule] - ofSeed[seed] + mean);
            }
        }

        rest /= (rules - 1) * (seeds - 1);
        double meanSquareOfRule = seeds * ofRule.Sum(value => Square(value - mean)) / (rules - 1);
        double meanSquareOfSeed = rules * ofSeed.Sum(value => Square(value - mean)) / (seeds - 1);
        return new(Math.Max(0, (meanSquareOfRule - rest) / seeds), Math.Max(0, (meanSquareOfSeed - rest) / rules), rest);
    }

    private static double Square(double value) => value * value;
}
