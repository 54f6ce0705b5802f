using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a search moves in: [0, 1) for each gene.</summary>
/// <param name="Genes">What near means for each, <c>[gene]</c>.</param>
public sealed record SearchSpace(ImmutableArray<GeneKind> Genes)
{
    /// <summary>How many genes there are.</summary>
    public int Dimensions => Genes.Length;

    /// <summary>Whether a gene stands for names, of which none is nearer to another.</summary>
    public bool IsChoice(int gene) => Genes[gene] == GeneKind.Choice;
}
