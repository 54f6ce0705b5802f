using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>Proposes what a design laid out, whatever is found; nothing behind its last trial.</summary>
/// <param name="design">The design.</param>
public sealed class DesignProposer(Design design) : IProposer
{
    /// <inheritdoc/>
    public Proposal Propose(int trial, IArchive archive) => new(trial < design.Count ? design.Genome(trial) : [], []);
}
