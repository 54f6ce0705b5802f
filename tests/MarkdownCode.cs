namespace GpuEcosystem.Tests;

/// <summary>What documents show to be typed.</summary>
internal static class MarkdownCode
{
    /// <summary>All blocks of a page that begin with a fence, one after another.</summary>
    /// <param name="page">Path from the repository's root.</param>
    /// <param name="fence">The line that a block begins with.</param>
    public static string Of(string page, string fence)
    {
        string[] lines = GeneratedFile.ReadLines(page);
        List<string> code = [];
        for (int i = lines.IndexOf(fence); i >= 0; i = Array.IndexOf(lines, fence, i + 1))
        {
            code.AddRange(lines.Skip(i + 1).TakeWhile(line => line != "```"));
        }

        return string.Join('\n', code);
    }
}
