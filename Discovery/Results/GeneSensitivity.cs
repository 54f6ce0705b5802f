using System.Collections.Immutable;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Statistics;

namespace GpuEcosystem.Discovery.Results;

/// <summary>How much of a descriptor's variance a gene has to do with.</summary>
/// <param name="Gene">The gene's number in a genome.</param>
/// <param name="Descriptor">The descriptor.</param>
/// <param name="First">What it does by itself.</param>
/// <param name="Total">What it does by itself and together with others.</param>
public sealed record GeneSensitivity(GeneCoordinate Gene, string Descriptor, VarianceShare First, VarianceShare Total)
{
    /// <summary>All pairs of descriptors that vary and genes, <c>[descriptor][gene]</c>.</summary>
    /// <param name="genes">The numbers of a genome.</param>
    /// <param name="trials">The trials of a Saltelli design; of each the means over its worlds count.</param>
    /// <param name="descriptors">The descriptors.</param>
    /// <param name="seed">What the intervals follow from.</param>
    public static IReadOnlyList<GeneSensitivity> Of(
        ImmutableArray<GeneCoordinate> genes, IReadOnlyList<TrialResult> trials, IReadOnlyList<string> descriptors, ulong seed)
    {
        int group = SaltelliDesign.GroupOf(genes.Length);
        TrialResult[][] groups = [.. trials.Chunk(group).Where(chunk => chunk.Length == group)];
        return
        [
            .. from descriptor in descriptors
               let sensitivity = Sensitivity.Of([.. groups.Select(one => one.Select(trial => trial.MeanOf(descriptor)).ToArray())], seed)
               where sensitivity is not null
               from gene in genes.Index()
               select new GeneSensitivity(gene.Item, descriptor, sensitivity.First[gene.Index], sensitivity.Total[gene.Index]),
        ];
    }
}
