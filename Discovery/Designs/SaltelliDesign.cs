using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>
/// Trials that show how much of a number's variance each gene has to do with (Saltelli and others: "Variance based sensitivity analysis of
/// model output", 2010): two points A and B, then A with each of its genes taken from B, and again with the next two points.
/// </summary>
public sealed class SaltelliDesign : Design
{
    private readonly int genes;
    private readonly HaltonDesign points;

    /// <param name="space">The genes.</param>
    /// <param name="count">How many trials, a multiple of <see cref="GroupOf"/>.</param>
    /// <param name="seed">What the points follow from.</param>
    public SaltelliDesign(SearchSpace space, int count, ulong seed)
        : base(count)
    {
        genes = space.Dimensions;

        // One point of twice as many genes is two points.
        SearchSpace pairs = new([.. Enumerable.Repeat(GeneKind.Number, 2 * genes)]);
        points = new HaltonDesign(pairs, count / GroupOf(genes), seed);
    }

    /// <summary>How many trials belong together.</summary>
    public static int GroupOf(int genes) => genes + 2;

    /// <inheritdoc/>
    protected override ImmutableArray<float> GenomeOf(int trial)
    {
        (int group, int place) = int.DivRem(trial, GroupOf(genes));
        ImmutableArray<float> pair = points.Genome(group);
        ImmutableArray<float> a = pair[..genes];
        return place switch
        {
            0 => a,
            1 => pair[genes..],
            _ => a.SetItem(place - 2, pair[genes + place - 2]),
        };
    }
}
