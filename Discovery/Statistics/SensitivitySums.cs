namespace GpuEcosystem.Discovery.Statistics;

/// <summary>What the estimators of <see cref="Sensitivity"/> need to know of some groups of trials.</summary>
/// <param name="Groups">How many there are.</param>
/// <param name="Values">The sum of all A and B.</param>
/// <param name="Squares">The sum of their squares.</param>
/// <param name="FromA">The sum of the squares of what each gene changes from A, <c>[gene]</c>.</param>
/// <param name="FromB">The same from B.</param>
internal sealed record SensitivitySums(int Groups, double Values, double Squares, double[] FromA, double[] FromB)
{
    /// <summary>The variance of all A and B.</summary>
    public double Variance => Squares / (2 * Groups) - Values / (2 * Groups) * (Values / (2 * Groups));

    /// <summary>What a gene does by itself; what would be negative is nothing.</summary>
    public double First(int gene) => Math.Clamp(1 - FromB[gene] / (2 * Groups * Variance), 0, 1);

    /// <summary>What it does by itself and together with others; what would be more than all is all.</summary>
    public double Total(int gene) => Math.Clamp(FromA[gene] / (2 * Groups * Variance), 0, 1);

    /// <summary>Those of one group: A, B, and A with each gene of B.</summary>
    public static SensitivitySums Of(double[] group) => new(
        1,
        group[0] + group[1],
        group[0] * group[0] + group[1] * group[1],
        [.. group.Skip(2).Select(changed => (group[0] - changed) * (group[0] - changed))],
        [.. group.Skip(2).Select(changed => (group[1] - changed) * (group[1] - changed))]);

    /// <summary>Those of some groups.</summary>
    public static SensitivitySums Add(IEnumerable<SensitivitySums> groups)
    {
        int count = 0;
        double values = 0;
        double squares = 0;
        double[] fromA = [];
        double[] fromB = [];
        foreach (SensitivitySums group in groups)
        {
            if (count++ == 0)
            {
                fromA = new double[group.FromA.Length];
                fromB = new double[group.FromA.Length];
            }

            values += group.Values;
            squares += group.Squares;
            for (int gene = 0; gene < fromA.Length; gene++)
            {
                fromA[gene] += group.FromA[gene];
                fromB[gene] += group.FromB[gene];
            }
        }

        return new SensitivitySums(count, values, squares, fromA, fromB);
    }
}
