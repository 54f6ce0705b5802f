using GpuEcosystem.Imaging.Drawing;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Text over several lines.</summary>
internal static class WrappedText
{
    /// <summary>From one line's middle to the next one's, for small text.</summary>
    public const float SmallLine = 15;

    /// <summary>The text as lines of words that are no wider than a width; a longer word is cut.</summary>
    public static IReadOnlyList<string> Lines(string text, float width, float size = Theme.SmallSize)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Ink.Measure(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = Ink.Fit(longer, width, size);
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>Writes small lines below one another, from a top edge on.</summary>
    public static void Draw(Ink ink, IReadOnlyList<string> lines, float left, float top, SkiaSharp.SKColor color)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            ink.Text(lines[i], left, top + SmallLine * (i + 0.5f), color, Theme.SmallSize);
        }
    }
}
