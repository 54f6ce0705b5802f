namespace GpuEcosystem.Engine.Presets;

/// <summary>What a file that comes with the program says of itself: the comment that it begins with.</summary>
internal static class Explanation
{
    private const string Mark = "//";

    /// <summary>The comment in the first line of a text.</summary>
    public static string Of(string text)
    {
        string first = text.Split('\n')[0].Trim();
        return first.StartsWith(Mark, StringComparison.Ordinal)
            ? first[Mark.Length..].Trim()
            : throw new InvalidDataException($"'{first}' is no comment");
    }
}
