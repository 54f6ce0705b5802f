using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a search moves in: [0, 1) for each gene.</summary>
/// <param name="Genes">What near means for each, <c>[gene]</c>.</param>
public sealed record SearchSpace(ImmutableArray<GeneKind> Genes)
{
    private readonly ImmutableArray<Prior?> priors;

    /// <summary>A space whose numbers stand for values.</summary>
    /// <param name="coordinates">The numbers of a genome.</param>
    public SearchSpace(ImmutableArray<GeneCoordinate> coordinates)
        : this([.. coordinates.Select(coordinate => coordinate.Kind)]) => priors = [.. coordinates.Select(coordinate => coordinate.Prior)];

    /// <summary>How many genes there are.</summary>
    public int Dimensions => Genes.Length;

    /// <summary>Whether a gene stands for names, of which none is nearer to another.</summary>
    public bool IsChoice(int gene) => Genes[gene] == GeneKind.Choice;

    /// <summary>The place of a gene's value times a factor, as <see cref="Prior.Multiply"/> has it; null where it has no such.</summary>
    public float? Multiply(int gene, float place, double factor) => priors.IsDefault ? null : priors[gene]?.Multiply(place, factor);
}
