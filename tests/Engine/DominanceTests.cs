using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Who beats whom, and the circles in which everybody beats somebody.</summary>
public class DominanceTests
{
    /// <summary>Rock, paper, scissors, and a fourth that all beat; the sun takes part.</summary>
    [Fact]
    public void A_circle_of_three_is_found()
    {
        Dominance dominance = Of(5, (1, 3), (3, 2), (2, 1), (1, 4), (2, 4), (3, 4), (0, 4));
        Assert.Equal(["1 > 3 > 2 > 1"], dominance.Cycles.Select(Dominance.Name));
        Assert.Equal([[1, 2, 3]], dominance.Circles);
        Assert.True(dominance.Beats(1, 3));
        Assert.False(dominance.Beats(3, 1));
        Assert.False(dominance.Beats(4, 0));
    }

    /// <summary>The same the other way round is another.</summary>
    [Fact]
    public void The_way_round_matters() => Assert.Equal(["1 > 2 > 3 > 1"], Of(4, (3, 1), (2, 3), (1, 2)).Cycles.Select(Dominance.Name));

    /// <summary>Each once, in order, from its lowest on.</summary>
    [Fact]
    public void Every_cycle_is_there_once() => Assert.Equal(
        ["sun > 1 > 2 > sun", "sun > 4 > 2 > sun", "1 > 2 > 3 > 1"],
        Of(5, (0, 1), (1, 2), (2, 0), (0, 4), (4, 2), (2, 3), (3, 1)).Cycles.Select(Dominance.Name));

    /// <summary>Of four in a circle no three make one.</summary>
    [Fact]
    public void A_longer_circle_is_a_circle()
    {
        Dominance dominance = Of(9, (1, 2), (2, 3), (3, 4), (4, 1), (5, 6), (6, 7), (7, 5), (4, 5), (8, 1));
        Assert.Equal(["5 > 6 > 7 > 5"], dominance.Cycles.Select(Dominance.Name));
        Assert.Equal([[1, 2, 3, 4], [5, 6, 7]], dominance.Circles);
    }

    /// <summary>Where there is a first and a last there is no circle.</summary>
    [Fact]
    public void A_ranking_has_no_circle()
    {
        Dominance dominance = Of(4, (1, 2), (2, 3), (1, 3), (3, 0));
        Assert.Empty(dominance.Cycles);
        Assert.Empty(dominance.Circles);
    }

    /// <summary>A tenth of what is exchanged, and three standard deviations, whichever is more; neither way round otherwise.</summary>
    [Theory]
    [InlineData(9, 0, true)]
    [InlineData(8, 0, false)]
    [InlineData(0, 0, false)]
    [InlineData(65, 35, true)]
    [InlineData(64, 36, false)]
    [InlineData(55_000, 45_000, true)]
    [InlineData(54_999, 45_001, false)]
    public void Clearly_is_more_than_chance(long gained, long lost, bool isClear)
    {
        Dominance dominance = Dominance.Of(new Conquests(10, [[500, 0, 0], [0, 500, lost], [0, gained, 500]]));
        Assert.Equal(isClear, dominance.Beats(1, 2));
        Assert.False(dominance.Beats(2, 1));
    }

    /// <summary>Of 65 entities, in much less time than anybody looks at them.</summary>
    [Fact]
    public void Many_entities()
    {
        (int, int)[] next = [.. from one in Enumerable.Range(0, 65) from ahead in Enumerable.Range(1, 32) select (one, (one + ahead) % 65)];
        Dominance dominance = Of(65, next);
        Assert.Equal(Enumerable.Range(0, 65), Assert.Single(dominance.Circles));

        // Kendall and Babington Smith 1940: what a regular tournament has, which is the most.
        Assert.Equal(65 * (65 * 65 - 1) / 24, dominance.Cycles.Count);
    }

    private static Dominance Of(int entities, params (int Winner, int Loser)[] wins)
    {
        long[][] cells = [.. Enumerable.Range(0, entities).Select(_ => Enumerable.Repeat(50L, entities).ToArray())];
        foreach ((int winner, int loser) in wins)
        {
            cells[loser][winner] += 100;
        }

        return Dominance.Of(new Conquests(100, cells));
    }
}
