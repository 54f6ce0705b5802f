using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>The archive of cells.</summary>
public class GridArchiveTests
{
    /// <summary>A cell is its best trial's, of equal ones the earlier's.</summary>
    [Fact]
    public void A_cell_is_taken_by_what_is_better()
    {
        GridArchive archive = new([4]);
        Assert.True(archive.Take(Scores.Of(0, 0.5, 0.30)));
        Assert.False(archive.Take(Scores.Of(1, 0.5, 0.31)));
        Assert.False(archive.Take(Scores.Of(2, 0.4, 0.32)));
        Assert.Equal(0, Assert.Single(archive.Elites).Trial);
        Assert.True(archive.Take(Scores.Of(3, 0.6, 0.33)));
        Assert.Equal(3, Assert.Single(archive.Elites).Trial);
    }

    /// <summary>Who takes a cell comes after all earlier ones.</summary>
    [Fact]
    public void Elites_are_in_the_order_of_trials()
    {
        GridArchive archive = new([4]);
        archive.Take(Scores.Of(0, 0.1, 0.9));
        archive.Take(Scores.Of(1, 0.1, 0.1));
        archive.Take(Scores.Of(2, 0.1, 0.4));
        archive.Take(Scores.Of(3, 0.2, 0.1));
        Assert.Equal([0, 2, 3], archive.Elites.Select(elite => elite.Trial));
        Assert.Equal(0.75, archive.Coverage);
    }

    /// <summary>The best that is not viable enters nowhere.</summary>
    [Fact]
    public void What_is_not_viable_is_no_elite()
    {
        GridArchive archive = new([4]);
        Assert.False(archive.Take(new TrialScore(0, [0.5f], IsViable: false, [], 1)));
        Assert.Empty(archive.Elites);
        Assert.Equal(0, archive.Coverage);
    }

    /// <summary>Bins are equally wide, begin with their lower end, and the range's upper end belongs to the last.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.75, 3)]
    [InlineData(1, 3)]
    public void A_feature_has_a_bin(double feature, int bin)
    {
        GridArchive archive = new([2, 4]);
        TrialScore score = Scores.Of(0, 0.5, 0.6, feature);
        archive.Take(score);
        Assert.Equal([1, bin], archive.CellOf(score));
    }

    /// <summary>Every place on all axes is a cell of its own.</summary>
    [Fact]
    public void Cells_are_places_on_all_axes()
    {
        GridArchive archive = new([2, 3, 5]);
        for (int trial = 0; trial < 30; trial++)
        {
            Assert.True(archive.Take(Scores.Of(trial, 0.5, (trial % 2 + 0.5) / 2, (trial % 3 + 0.5) / 3, (trial % 5 + 0.5) / 5)));
        }

        Assert.Equal(1, archive.Coverage);
    }
}
