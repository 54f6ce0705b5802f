using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>What a user says of a search becomes one, or one line that says why not.</summary>
public class SearchSettingsTests
{
    private static readonly SearchSpace space = Landscape.Numbers(6);

    /// <summary>Methods, what they keep, and whether they vary it.</summary>
    [Theory]
    [InlineData("random", typeof(GridArchive), false)]
    [InlineData("map-elites", typeof(GridArchive), true)]
    [InlineData("cvt", typeof(CentroidArchive), true)]
    [InlineData("cma-me", typeof(GridArchive), true)]
    [InlineData("dominated", typeof(DominatedArchive), true)]
    [InlineData("novelty", typeof(NoveltyArchive), true)]
    public void A_method_is_an_archive_and_what_proposes(string method, Type archive, bool varies)
    {
        SearchSettings settings = Landscape.Settings(method);
        Assert.IsType(archive, settings.Begin(space, 1, 8).Archive);
        Assert.IsType(archive, settings.Begin(space, 1, 8, baseline: "random").Archive);
        Assert.Equal(varies, HasParents(settings.Begin(space, 1, 8)));
        Assert.False(HasParents(settings.Begin(space, 1, 8, baseline: "random")));
    }

    private static bool HasParents(WindowedSearch search)
    {
        Landscape.Run(search, 100, Landscape.Means);
        return Enumerable.Range(search.Folded, 8).Any(trial => !search.ProposalOf(trial).Parents.IsEmpty);
    }

    /// <summary>The list is all that there is.</summary>
    [Fact]
    public void All_methods_are_tried_here() =>
        Assert.Equal(["random", "map-elites", "cvt", "cma-me", "dominated", "novelty", "population"], SearchMethod.All.Select(method => method.Name));

    /// <summary>Random search measures itself by what it is to be compared with.</summary>
    [Fact]
    public void Random_search_keeps_what_its_settings_name() =>
        Assert.IsType<DominatedArchive>(new SearchSettings { Method = "random", Features = ["sun"] }.Begin(space, 1, 8).Archive);

    /// <summary>Where there are no axes, cells are of like size.</summary>
    [Fact]
    public void Emitters_have_cells_of_any_kind() =>
        Assert.IsType<CentroidArchive>((Landscape.Settings("cvt") with { Method = "cma-me" }).Begin(space, 1, 8).Archive);

    /// <summary>How many elites there are is the user's to say.</summary>
    [Fact]
    public void Size_is_the_number_of_elites()
    {
        WindowedSearch search = (Landscape.Settings("dominated") with { Size = 9 }).Begin(space, 1, 8);
        Landscape.Run(search, 100, Landscape.Means);
        Assert.Equal(9, search.Archive.Elites.Count);
    }

    /// <summary>What makes no search is said in one line.</summary>
    [Theory]
    [InlineData("", 2, 8, 0, 64, "there is no search ''; there are random, map-elites, cvt, cma-me, dominated, novelty, population")]
    [InlineData("map", 2, 8, 0, 64, "there is no search 'map'; did you mean map-elites?; there are random, map-elites, cvt, cma-me, dominated, novelty, population")]
    [InlineData("map-elites", 0, 8, 0, 64, "the search map-elites needs 'axes': descriptors, and into how many bins each is cut")]
    [InlineData("map-elites", 2, 0, 0, 64, "the axis d0 is cut into 0 bins; it needs 1 or more")]
    [InlineData("map-elites", 1, 7, 0, 64, "the axes of a search have 8 to 1000000 cells together; 7 are asked for")]
    [InlineData("map-elites", 4, 100, 0, 64, "the axes of a search have 8 to 1000000 cells together; 100000000 are asked for")]
    [InlineData("map-elites", 2, 8, 2, 64, "a search has 'axes' or 'features', not both")]
    [InlineData("cvt", 2, 8, 0, 64, "the search cvt needs 'features': the descriptors in which trials are to differ")]
    [InlineData("dominated", 0, 8, 0, 64, "the search dominated needs 'features': the descriptors in which trials are to differ")]
    [InlineData("dominated", 0, 8, 2, 7, "'size' is 7; a search keeps 8 elites or more")]
    [InlineData("novelty", 2, 8, 0, 64, "the search novelty needs 'features': the descriptors in which trials are to differ")]
    [InlineData("population", 2, 8, 0, 64, "'population' says how the search population goes about it; this one is population")]
    [InlineData("random", 0, 8, 0, 64, "the search random needs 'features': the descriptors in which trials are to differ")]
    public void What_makes_no_search_is_refused(string method, int axes, int bins, int features, int size, string message)
    {
        SearchSettings settings = new()
        {
            Method = method,
            Axes = [.. Enumerable.Range(0, axes).Select(axis => new SearchAxis($"d{axis}", bins))],
            Features = [.. Enumerable.Range(0, features).Select(feature => $"d{feature}")],
            Size = size,
        };
        Assert.Equal(message, Assert.Throws<UserException>(() => settings.Begin(space, 1, 8)).Message);
    }

    /// <summary>There are cells enough to vary what they keep, and no more than can be made.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(4097)]
    public void Cells_have_a_number(int cells) =>
        Assert.Equal(
            $"'cells' is {cells}; a search has 8 to 4096 of them",
            Assert.Throws<UserException>(() => (Landscape.Settings("cvt") with { Cells = cells }).Begin(space, 1, 8)).Message);

    /// <summary>A descriptor that is named twice would count twice.</summary>
    [Fact]
    public void A_descriptor_is_named_once()
    {
        SearchSettings settings = new() { Method = "novelty", Features = ["sun", "grain", "sun"] };
        Assert.Equal(
            "a search looks at each descriptor once; sun is named 2 times",
            Assert.Throws<UserException>(() => settings.Begin(space, 1, 8)).Message);
    }

    /// <summary>Without genes all trials are one.</summary>
    [Fact]
    public void There_is_a_gene() =>
        Assert.Equal(
            "a search needs at least one gene",
            Assert.Throws<UserException>(
                () => Landscape.Settings("novelty").Begin(new SearchSpace(ImmutableArray<GeneKind>.Empty), 1, 8)).Message);
}
