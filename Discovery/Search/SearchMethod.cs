using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>A way of searching: what is kept, and what is tried next.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Archive">
/// Makes an archive for a window. It throws a <see cref="Engine.UserException"/> where the settings lack what it needs.
/// </param>
/// <param name="Proposer">Makes what proposes, by a seed.</param>
public sealed record SearchMethod(
    string Name, Func<SearchSettings, int, IArchive> Archive, Func<SearchSpace, ulong, IProposer> Proposer)
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<SearchMethod> All =
    [
        new("random", Archives.AnyOf, Draw),
        new("map-elites", Archives.GridOf, Vary),
        new("cvt", Archives.CentroidsOf, Vary),
        new("cma-me", Archives.CellsOf, Emit),
        new("dominated", Archives.DominatedOf, Vary),
        new("novelty", Archives.NoveltyOf, Vary),
    ];

    private static PriorDraw Draw(SearchSpace space, ulong seed) => new(space, seed);

    private static Emitters Emit(SearchSpace space, ulong seed) => new(space, seed);

    private static Variation Vary(SearchSpace space, ulong seed) => new(space, seed);
}
