namespace GpuEcosystem.Engine.Parameters;

/// <summary>Names as people write them: blanks, hyphens, points and letter case aside.</summary>
internal static class LooseName
{
    /// <summary>Whether two names are the same.</summary>
    public static bool AreSame(string first, string second) => Squeeze(first) == Squeeze(second);

    /// <summary>Whether a name has a part, which is no empty one.</summary>
    public static bool Has(string name, string part) =>
        Squeeze(part) is { Length: > 0 } squeezed && Squeeze(name).Contains(squeezed, StringComparison.Ordinal);

    private static string Squeeze(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
