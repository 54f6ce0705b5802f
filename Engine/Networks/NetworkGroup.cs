using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Networks;

/// <summary>Species whose networks are of one architecture and are computed together.</summary>
/// <param name="Architecture">Of each of them.</param>
/// <param name="Members">The species, 0 = the first, in order.</param>
/// <param name="First">Where their weights begin among those of all species.</param>
internal sealed record NetworkGroup(Architecture Architecture, ImmutableArray<int> Members, long First)
{
    /// <summary>Floats of their weights.</summary>
    public long Length => Architecture.LengthOf(Members.Length);

    /// <summary>Whether members are neighbours in the world, all of them.</summary>
    public bool IsRun => Runs.Length == 1;

    /// <summary>Members that are neighbours in the world: which of them, and the species that the first of them is.</summary>
    public ImmutableArray<(IndexRun Run, int Species)> Runs { get; } = [.. IndexRun.Neighbours(Members)];
}
