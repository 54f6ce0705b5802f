namespace GpuEcosystem.Discovery.Search;

/// <summary>Says what trials try, as a pure function of an archive and the trial's number.</summary>
public interface IProposer
{
    /// <summary>What a trial tries.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="archive">What was found in the trials that count for it.</param>
    Proposal Propose(int trial, IArchive archive);
}
