using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What a user says of a search.</summary>
public sealed record SearchSettings
{
    /// <summary>The quality that counts how alike a trial's worlds are.</summary>
    public const string Reproducible = "reproducible";

    /// <summary>Its method, by the name that <see cref="SearchMethod.All"/> has.</summary>
    public required string Method { get; init; }

    /// <summary>The descriptors that make cells. A search has these or <see cref="Features"/>.</summary>
    public ImmutableArray<SearchAxis> Axes { get; init; } = [];

    /// <summary>The descriptors in which trials are to differ, where no axes make cells.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary><see cref="Reproducible"/>, or a descriptor that is to be large, or small with a minus before it.</summary>
    public string Quality { get; init; } = Reproducible;

    /// <summary>How many elites there are where neither cells nor novelty decide.</summary>
    public int Size { get; init; } = 64;

    /// <summary>What is said of a population; null where worlds do not live on.</summary>
    public PopulationSettings? Population { get; init; }

    /// <summary>How many cells there are where no axes make them.</summary>
    public int Cells { get; init; } = 1024;

    /// <summary>The descriptors that the search looks at, in the order of <see cref="TrialScore.Features"/>.</summary>
    public ImmutableArray<string> FeatureNames => Axes.IsEmpty ? Features : [.. Axes.Select(axis => axis.Descriptor)];

    /// <summary>Begins a search.</summary>
    /// <param name="space">The genes.</param>
    /// <param name="seed">What its random numbers follow from.</param>
    /// <param name="window">How many trials may be under way at once.</param>
    /// <param name="baseline">
    /// One of <see cref="SearchMethod.Baselines"/>, to keep the same archive but find trials so; null for the search itself.
    /// </param>
    /// <exception cref="UserException">The settings make no search.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive.</exception>
    public WindowedSearch Begin(SearchSpace space, ulong seed, int window, string? baseline = null)
    {
        if (space.Genes.IsEmpty)
        {
            throw new UserException("a search needs at least one gene");
        }

        SearchMethod method = FindMethod();
        CheckNames();
        IArchive archive = method.Archive(this, window);
        return baseline is null
            ? new WindowedSearch(archive, method.Proposer(this, space, seed), window)
            : new WindowedSearch(
                archive, SearchMethod.BaselineOf(baseline, this, space, seed), SearchMethod.WindowOf(baseline, window));
    }

    private SearchMethod FindMethod()
    {
        IEnumerable<string> names = SearchMethod.All.Select(method => method.Name);
        return SearchMethod.All.FirstOrDefault(method => method.Name == Method)
            ?? throw new UserException(
                $"there is no search '{Method}'{NearestName.Question(Method, names)}; there are {string.Join(", ", names)}");
    }

    private void CheckNames()
    {
        if ((Method == SearchMethod.Population) != (Population is not null))
        {
            throw new UserException($"'population' says how the search {SearchMethod.Population} goes about it; this one is {Method}");
        }

        if (!Axes.IsEmpty && !Features.IsEmpty)
        {
            throw new UserException("a search has 'axes' or 'features', not both");
        }

        if (FeatureNames.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is IGrouping<string, string> twice)
        {
            throw new UserException($"a search looks at each descriptor once; {twice.Key} is named {twice.Count()} times");
        }
    }
}
