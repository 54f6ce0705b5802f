using System.Collections.Immutable;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Designs;

/// <summary>Trials that are known beforehand.</summary>
public class DesignTests
{
    private static SearchSpace Numbers(int genes) => new([.. Enumerable.Repeat(GeneKind.Number, genes)]);

    /// <summary>All combinations, the last gene fastest.</summary>
    [Fact]
    public void A_grid_is_every_combination()
    {
        GridDesign design = new([[0.1f, 0.9f], [0.5f], [0.2f, 0.4f, 0.6f]]);
        Assert.Equal(6, design.Count);
        Assert.Equal(
            [[0.1f, 0.5f, 0.2f], [0.1f, 0.5f, 0.4f], [0.1f, 0.5f, 0.6f], [0.9f, 0.5f, 0.2f], [0.9f, 0.5f, 0.4f], [0.9f, 0.5f, 0.6f]],
            Enumerable.Range(0, 6).Select(trial => design.Genome(trial).ToArray()));
    }

    /// <summary>A grid that nobody can count is refused, not cut.</summary>
    [Fact]
    public void A_grid_that_is_too_large_is_refused()
    {
        ImmutableArray<float> ten = [.. Enumerable.Range(0, 10).Select(value => value / 10f)];
        Assert.Equal(
            "the listed values have 1E+10 combinations; a grid has 2147483647 trials at most",
            Assert.Throws<UserException>(() => new GridDesign([.. Enumerable.Repeat(ten, 10)])).Message);
    }

    /// <summary>A random design is what a random search draws.</summary>
    [Fact]
    public void A_random_design_is_drawn_from_the_prior()
    {
        RandomDesign design = new(Numbers(3), 100, seed: 4);
        PriorDraw prior = new(Numbers(3), 4);
        Assert.All(Enumerable.Range(0, 100), trial => Assert.Equal(prior.Genome(trial), design.Genome(trial)));
        Assert.Equal(100, design.Count);
    }

    /// <summary>A design ends.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void There_are_no_trials_outside_a_design(int trial)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomDesign(Numbers(3), 10, 1).Genome(trial));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HaltonDesign(Numbers(3), 0, 1));
    }
}
