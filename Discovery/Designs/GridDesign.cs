using System.Collections.Immutable;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>Every combination of listed values. The last gene is the first to change from one trial to the next.</summary>
/// <param name="values">Each in [0, 1), <c>[gene][value]</c>; at least one for each gene.</param>
/// <exception cref="UserException">There are more combinations than trials can be counted.</exception>
public sealed class GridDesign(ImmutableArray<ImmutableArray<float>> values) : Design(CountOf(values))
{
    /// <inheritdoc/>
    protected override ImmutableArray<float> GenomeOf(int trial)
    {
        float[] genome = new float[values.Length];
        for (int gene = values.Length - 1; gene >= 0; gene--)
        {
            (trial, int value) = int.DivRem(trial, values[gene].Length);
            genome[gene] = values[gene][value];
        }

        return [.. genome];
    }

    private static int CountOf(ImmutableArray<ImmutableArray<float>> values)
    {
        double count = values.Aggregate(1.0, (product, listed) => product * listed.Length);
        return count <= int.MaxValue
            ? (int)count
            : throw new UserException($"the listed values have {count:G3} combinations; a grid has {int.MaxValue} trials at most");
    }
}
