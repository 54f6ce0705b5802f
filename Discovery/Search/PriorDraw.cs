using System.Collections.Immutable;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Search;

/// <summary>Draws every gene uniformly from [0, 1), whatever was found: what a search has to be better than.</summary>
/// <param name="space">The genes.</param>
/// <param name="seed">The search's seed.</param>
public sealed class PriorDraw(SearchSpace space, ulong seed) : IProposer
{
    /// <inheritdoc/>
    public Proposal Propose(int trial, IArchive archive) => new(Genome(trial), []);

    /// <summary>What a trial tries.</summary>
    public ImmutableArray<float> Genome(int trial) => [.. Enumerable.Range(0, space.Dimensions).Select(gene => Gene(trial, gene))];

    /// <summary>One gene of it.</summary>
    public float Gene(int trial, int gene) => Philox.Uniform(seed, RandomStream.Genome, trial, (ulong)gene);
}
