namespace GpuEcosystem.Discovery.Search;

/// <summary>
/// The best trial of each of some cells of like size, however many features there are (Vassiliades, Chatzilygeroudis, Mouret: "Using
/// centroidal Voronoi tessellations to scale up the multidimensional archive of phenotypic elites algorithm", 2018).
/// </summary>
/// <param name="centroids">The cells' middles.</param>
public sealed class CentroidArchive(Centroids centroids) : CellArchive(centroids.Count)
{
    /// <inheritdoc/>
    /// <remarks>The number of the nearest centroid.</remarks>
    public override IReadOnlyList<int> CellOf(TrialScore elite) => [NumberOf(elite)];

    /// <inheritdoc/>
    protected override int NumberOf(TrialScore score) => centroids.Nearest(score.Features.AsSpan());
}
