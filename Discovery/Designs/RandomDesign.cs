using System.Collections.Immutable;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>Trials that are drawn one by one.</summary>
/// <param name="space">The genes.</param>
/// <param name="count">How many trials.</param>
/// <param name="seed">What they follow from.</param>
public sealed class RandomDesign(SearchSpace space, int count, ulong seed) : Design(count)
{
    private readonly PriorDraw prior = new(space, seed);

    /// <inheritdoc/>
    protected override ImmutableArray<float> GenomeOf(int trial) => prior.Genome(trial);
}
