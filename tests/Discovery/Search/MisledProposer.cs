using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>Learns something else of trials than what came of them.</summary>
internal sealed class MisledProposer(IProposer proposer, Func<TrialScore, TrialScore> told) : IProposer
{
    public Proposal Propose(int trial, IArchive archive) => proposer.Propose(trial, archive);

    public void Learn(TrialScore score, IArchive archive) => proposer.Learn(told(score), archive);
}
