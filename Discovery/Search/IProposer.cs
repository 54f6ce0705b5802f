namespace GpuEcosystem.Discovery.Search;

/// <summary>Says what trials try, as a pure function of the trials that it has learned of, in their order, and the trial's number.</summary>
public interface IProposer
{
    /// <summary>Learns of a trial, after the archive has.</summary>
    void Learn(TrialScore score)
    {
    }

    /// <summary>What a trial tries.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="archive">What was found in the trials that count for it.</param>
    Proposal Propose(int trial, IArchive archive);
}
