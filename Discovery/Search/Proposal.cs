using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a trial is to try.</summary>
/// <param name="Genome">Its genes, each in [0, 1).</param>
/// <param name="Parents">The trials that it descends from; none where it was drawn anew.</param>
public sealed record Proposal(ImmutableArray<float> Genome, ImmutableArray<int> Parents)
{
    /// <summary>The trial with whose last world it goes on; null where its worlds are new.</summary>
    public int? From { get; init; }

    /// <summary>Whether that world goes on in another trial too, so that here it is to become another one.</summary>
    public bool IsCopy { get; init; }
}
