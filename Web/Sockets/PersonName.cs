using System.Globalization;
using System.Text;

namespace GpuEcosystem.Web.Sockets;

/// <summary>What people call themselves, as others can read it.</summary>
internal static class PersonName
{
    private const string Usual = "page";
    private const int Longest = 40;

    // Room for a number behind it.
    private const int LongestOwn = Longest - 4;

    /// <summary>A name that nobody else has.</summary>
    /// <param name="wanted">What somebody wants to be called.</param>
    /// <param name="taken">What others are called.</param>
    public static string Choose(string wanted, IReadOnlyCollection<string> taken)
    {
        string clean = Clean(wanted);
        return clean.Length > 0 && !taken.Contains(clean, StringComparer.OrdinalIgnoreCase)
            ? clean
            : Enumerable.Range(clean.Length > 0 ? 2 : 1, taken.Count + 1)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{(clean.Length > 0 ? clean : Usual)} {number}"))
                .First(name => !taken.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private static string Clean(string wanted)
    {
        StringBuilder clean = new();
        foreach (Rune rune in wanted.EnumerateRunes().Where(IsPrintable))
        {
            if (clean.Length + rune.Utf16SequenceLength > LongestOwn)
            {
                break;
            }

            clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune != Rune.ReplacementChar;
}
