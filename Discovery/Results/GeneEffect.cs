using System.Collections.Immutable;
using GpuEcosystem.Discovery.Statistics;
using GpuEcosystem.Discovery.Genomes;

namespace GpuEcosystem.Discovery.Results;

/// <summary>How a gene goes along with a descriptor.</summary>
/// <param name="Gene">The gene's number in a genome.</param>
/// <param name="Descriptor">The descriptor.</param>
/// <param name="Correlation">Spearman's ρ over the trials, −1 to 1; null where one of the two never varies.</param>
public sealed record GeneEffect(GeneCoordinate Gene, string Descriptor, double? Correlation)
{
    /// <summary>All pairs of genes whose values have an order and descriptors, <c>[gene][descriptor]</c>.</summary>
    /// <param name="genes">The numbers of a genome.</param>
    /// <param name="trials">The trials; of each the means over its worlds count.</param>
    /// <param name="descriptors">The descriptors.</param>
    public static IReadOnlyList<GeneEffect> Of(
        ImmutableArray<GeneCoordinate> genes, IReadOnlyList<TrialResult> trials, IReadOnlyList<string> descriptors) =>
    [
        .. from gene in Enumerable.Range(0, genes.Length)
           where genes[gene].Kind == GeneKind.Number
           from descriptor in descriptors
           let pairs = trials.Where(trial => trial.MeanOf(descriptor) is not null).ToList()
           select new GeneEffect(
               genes[gene],
               descriptor,
               Spearman.Correlation(
                   [.. pairs.Select(trial => (double)trial.Genome[gene])], [.. pairs.Select(trial => trial.MeanOf(descriptor)!.Value)])),
    ];
}
