namespace GpuEcosystem.Discovery.Search;

/// <summary>The last trial that is known of each slot, where trials take slots in turn.</summary>
/// <param name="count">How many slots there are.</param>
internal sealed class TrialSlots(int count)
{
    private readonly TrialScore?[] latest = new TrialScore?[count];

    /// <summary>Of all slots that have one.</summary>
    public TrialScore[] Known => [.. latest.OfType<TrialScore>()];

    /// <summary>That of a trial's slot.</summary>
    public TrialScore? this[int trial] => latest[trial % count];

    /// <summary>Takes the place of the trial before it.</summary>
    public void Put(TrialScore score) => latest[score.Trial % count] = score;
}
