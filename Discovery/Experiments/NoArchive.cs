using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The archive of a design, which chooses nothing.</summary>
internal sealed class NoArchive : IArchive
{
    /// <inheritdoc/>
    public IReadOnlyList<TrialScore> Elites => [];

    /// <inheritdoc/>
    public double? Coverage => null;

    /// <inheritdoc/>
    public bool Take(TrialScore score) => false;

    /// <inheritdoc/>
    public IReadOnlyList<int>? CellOf(TrialScore elite) => null;
}
