using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace GpuEcosystem.Discovery.Search;

/// <summary>What two machines compare to see that they search alike.</summary>
public static class ArchiveHash
{
    /// <summary>
    /// XxHash128, in hexadecimal, over the elites: their trials, every bit of their genomes, their cells, and their features and quality
    /// to six significant digits.
    /// </summary>
    public static string Of(IArchive archive)
    {
        XxHash128 hash = new();
        foreach (TrialScore elite in archive.Elites)
        {
            hash.Append(Encoding.UTF8.GetBytes(Line(elite, archive.CellOf(elite))));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static string Line(TrialScore elite, IReadOnlyList<int>? cell) => string.Create(
        CultureInfo.InvariantCulture,
        $"{elite.Trial};{string.Join(',', elite.Genome.Select(Bits))};{string.Join(',', cell ?? [])};"
        + $"{string.Join(',', elite.Features.Select(Round))};{Round(elite.Quality)}\n");

    private static string Bits(float gene) => BitConverter.SingleToUInt32Bits(gene).ToString("x8", CultureInfo.InvariantCulture);

    // The sum turns −0 into 0.
    private static string Round(double value) => (value + 0.0).ToString("E5", CultureInfo.InvariantCulture);
}
