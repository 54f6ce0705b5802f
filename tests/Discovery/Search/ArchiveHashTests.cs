using System.IO.Hashing;
using GpuEcosystem.Discovery.Search;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Search;

/// <summary>The hash tells archives apart by what counts.</summary>
public class ArchiveHashTests
{
    private static readonly TrialScore score = new(3, [0.25f, 0.5f], IsViable: true, [0.13, 0.63], 0.75);

    private static string HashOf(params TrialScore[] scores) => HashOf(8, scores);

    private static string HashOf(int bins, params TrialScore[] scores)
    {
        GridArchive archive = new([bins, bins]);
        Assert.All(scores, one => archive.Take(one));
        return ArchiveHash.Of(archive);
    }

    /// <summary>A line for each elite: trial, the bits of its genome, cell, features, quality.</summary>
    [Fact]
    public void The_hash_is_that_of_a_text()
    {
        byte[] expected = XxHash128.Hash("3;3e800000,3f000000;1,5;1.30000E-001,6.30000E-001;7.50000E-001\n"u8);
        Assert.Equal(Convert.ToHexStringLower(expected), HashOf(score));
    }

    /// <summary>Whatever counts of an elite changes the hash, if only by the last bit of a gene.</summary>
    [Fact]
    public void What_counts_changes_the_hash()
    {
        string[] hashes =
        [
            HashOf(),
            HashOf(score),
            HashOf(score with { Trial = 4 }),
            HashOf(score with { Genome = [MathF.BitIncrement(0.25f), 0.5f] }),
            HashOf(score with { Genome = [0.5f, 0.25f] }),
            HashOf(score with { Features = [0.130001, 0.63] }),
            HashOf(score with { Quality = 0.750001 }),
            HashOf(4, score),
            HashOf(score, score with { Trial = 4, Features = [0.9, 0.9] }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    /// <summary>What lies beyond six digits does not, nor the sign of nothing.</summary>
    [Fact]
    public void What_does_not_count_leaves_the_hash()
    {
        Assert.Equal(HashOf(score), HashOf(score with { Features = [0.13 + 1e-9, 0.63 - 1e-9], Quality = 0.75 + 1e-9 }));
        Assert.Equal(HashOf(score with { Quality = 0 }), HashOf(score with { Quality = -0.0 }));
        Assert.Equal(HashOf(score), HashOf(score, score with { Trial = 4, Quality = 0.5 }));
    }

    /// <summary>Archives without cells have hashes too.</summary>
    [Fact]
    public void Archives_without_cells_have_a_hash()
    {
        DominatedArchive archive = new(8);
        string empty = ArchiveHash.Of(archive);
        archive.Take(score);
        Assert.NotEqual(empty, ArchiveHash.Of(archive));
    }
}
