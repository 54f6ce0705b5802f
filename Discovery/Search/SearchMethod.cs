using System.Collections.Immutable;

namespace GpuEcosystem.Discovery.Search;

/// <summary>A way of searching: what is kept, and what is tried next.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Archive">
/// Makes an archive for a window. It throws a <see cref="Engine.UserException"/> where the settings lack what it needs.
/// </param>
/// <param name="Proposer">Makes what proposes, by a seed.</param>
public sealed record SearchMethod(
    string Name, Func<SearchSettings, int, IArchive> Archive, Func<SearchSettings, SearchSpace, ulong, IProposer> Proposer)
{
    /// <summary>The method whose worlds live on from trial to trial.</summary>
    public const string Population = "population";

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<SearchMethod> All =
    [
        new(Random, Archives.AnyOf, Draw),
        new("map-elites", Archives.GridOf, Vary),
        new("cvt", Archives.CentroidsOf, Vary),
        new("cma-me", Archives.CellsOf, Emit),
        new("dominated", Archives.DominatedOf, Vary),
        new("novelty", Archives.NoveltyOf, Vary),
        new(Population, Archives.AnyOf, Evolve),
    ];

    private const string Random = "random";
    private const string Resample = "resample";
    private const string Single = "single";

    /// <summary>What searches can be compared with: they learn nothing.</summary>
    public static readonly ImmutableArray<string> Baselines = [Random, Resample, Single];

    /// <summary>Whether a baseline's worlds live on from trial to trial.</summary>
    public static bool Lasts(string baseline) => baseline is Resample or Single;

    /// <summary>How many of its trials may be under way at once.</summary>
    internal static int WindowOf(string baseline, int window) => baseline == Single ? 1 : window;

    /// <summary>Makes what proposes a baseline's trials.</summary>
    internal static IProposer BaselineOf(string baseline, SearchSettings settings, SearchSpace space, ulong seed) => baseline switch
    {
        Resample => new LastingWorlds(settings.Population!.Slots, settings.Population.Every, space, seed),
        Single => new LastingWorlds(1, every: null, space, seed),
        _ => new PriorDraw(space, seed),
    };

    private static PriorDraw Draw(SearchSettings settings, SearchSpace space, ulong seed) => new(space, seed);

    private static Variation Vary(SearchSettings settings, SearchSpace space, ulong seed) => new(space, seed);

    private static Emitters Emit(SearchSettings settings, SearchSpace space, ulong seed) => new(space, seed);

    private static Population Evolve(SearchSettings settings, SearchSpace space, ulong seed) => new(settings.Population!, space, seed);
}
