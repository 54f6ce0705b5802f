using System.Collections.Immutable;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Statistics;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Designs;

/// <summary>Halton's sequence, its digits permuted.</summary>
public class HaltonDesignTests
{
    private static readonly int[] bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

    private static SearchSpace Numbers(int genes) => new([.. Enumerable.Repeat(GeneKind.Number, genes)]);

    /// <summary>
    /// Of each gene, as many trials in a row as its base to the k-th power has have one in each of as many parts of its range, wherever
    /// they begin. Numbers that are drawn do not.
    /// </summary>
    [Fact]
    public void Every_part_of_a_range_has_one_trial()
    {
        HaltonDesign halton = new(Numbers(bases.Length), 10_000, seed: 1);
        RandomDesign random = new(Numbers(bases.Length), 10_000, seed: 1);
        for (int gene = 0; gene < bases.Length; gene++)
        {
            for (int parts = bases[gene]; parts <= 1000; parts *= bases[gene])
            {
                Assert.True(IsEven(halton, gene, parts, start: 3 * parts));
                Assert.False(parts > 5 && IsEven(random, gene, parts, start: 3 * parts));
            }
        }
    }

    private static bool IsEven(Design design, int gene, int parts, int start) =>
        Enumerable.Range(start, parts).Select(trial => (int)(design.Genome(trial)[gene] * (double)parts)).Distinct().Count() == parts;

    /// <summary>The products that make pairs of genes are even too: 6 boxes of bases 2 and 3 have 6 trials in a row, one each.</summary>
    [Fact]
    public void Every_box_of_two_ranges_has_one_trial()
    {
        HaltonDesign design = new(Numbers(2), 100, seed: 3);
        Assert.Equal(6, Enumerable.Range(0, 6).Select(trial => Box(trial, 2, 3)).Distinct().Count());
        Assert.Equal(36, Enumerable.Range(36, 36).Select(trial => Box(trial, 4, 9)).Distinct().Count());

        (int, int) Box(int trial, int first, int second) =>
            ((int)(design.Genome(trial)[0] * first), (int)(design.Genome(trial)[1] * second));
    }

    /// <summary>
    /// Genes of large bases do not rise together, as they do over the first trials of the sequence without permutations.
    /// </summary>
    [Fact]
    public void Genes_of_large_bases_are_not_alike()
    {
        HaltonDesign design = new(Numbers(10), 20, seed: 1);
        ImmutableArray<float>[] genomes = [.. Enumerable.Range(0, 20).Select(design.Genome)];
        Assert.InRange(Correlation(n => genomes[n][8], n => genomes[n][9]), -0.6, 0.6);
        Assert.Equal(1, Correlation(n => n / 23.0, n => n / 29.0), 1e-12);

        double Correlation(Func<int, double> first, Func<int, double> second) =>
            Spearman.Correlation([.. Enumerable.Range(0, 20).Select(first)], [.. Enumerable.Range(0, 20).Select(second)])!.Value;
    }

    /// <summary>The first digit and the second are permuted, each otherwise: trial d and trial 29 · d have d for one of them.</summary>
    [Fact]
    public void Each_digit_has_a_permutation_of_its_own()
    {
        HaltonDesign design = new(Numbers(10), 29 * 29, seed: 1);
        int[] first = [.. Enumerable.Range(0, 29).Select(digit => Digit(digit, 0))];
        int[] second = [.. Enumerable.Range(0, 29).Select(digit => Digit(29 * digit, 1))];
        Assert.Equal(Enumerable.Range(0, 29), first.Order());
        Assert.Equal(Enumerable.Range(0, 29), second.Order());
        Assert.NotEqual(Enumerable.Range(0, 29), first);
        Assert.NotEqual(first, second);

        int Digit(int trial, int place) => (int)(design.Genome(trial)[9] * Math.Pow(29, place + 1)) % 29;
    }

    /// <summary>Genes are in [0, 1), means are in the middle, and another seed is another design.</summary>
    [Fact]
    public void Genes_are_uniform()
    {
        HaltonDesign design = new(Numbers(40), 2000, seed: 1);
        ImmutableArray<float>[] genomes = [.. Enumerable.Range(0, 2000).Select(design.Genome)];
        Assert.All(genomes, genome => Assert.All(genome, gene => Assert.InRange(gene, 0, MathF.BitDecrement(1))));
        Assert.All(Enumerable.Range(0, 40), gene => Assert.Equal(0.5, genomes.Average(genome => (double)genome[gene]), 0.01));
        Assert.Equal(2000, genomes.Select(genome => genome[39]).Distinct().Count());
        Assert.NotEqual(genomes[0], new HaltonDesign(Numbers(40), 2000, seed: 2).Genome(0));
    }
}
