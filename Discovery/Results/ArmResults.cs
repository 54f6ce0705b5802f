using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Results;

/// <summary>What a search came to.</summary>
/// <param name="Arm">The search.</param>
/// <param name="Trials">Its complete trials, in order.</param>
/// <param name="Progress">How far it had come after each of them.</param>
/// <param name="Archive">What it found.</param>
public sealed record ArmResults(Arm Arm, IReadOnlyList<TrialResult> Trials, IReadOnlyList<ProgressRow> Progress, IArchive Archive)
{
    /// <summary>How far it had come at last; null before the first trial.</summary>
    public ProgressRow? Last => Progress.Count == 0 ? null : Progress[^1];

    /// <summary>A number for the archive: equal ones are of equal elites.</summary>
    public string ArchiveHash => Search.ArchiveHash.Of(Archive);
}
