namespace GpuEcosystem.Discovery.Search;

/// <summary>Says what trials try, as a pure function of the trials that it has learned of, in their order, and the trial's number.</summary>
public interface IProposer
{
    /// <summary>What a trial tries.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="archive">What was found in the trials that count for it.</param>
    Proposal Propose(int trial, IArchive archive);

    /// <summary>Learns of a trial, in the order of their numbers; of nothing, where the archive is all that it looks at.</summary>
    /// <param name="score">What came of it.</param>
    /// <param name="archive">What was found before it.</param>
    void Learn(TrialScore score, IArchive archive)
    {
    }
}
