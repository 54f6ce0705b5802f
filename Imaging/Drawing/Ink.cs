using SkiaSharp;

namespace GpuEcosystem.Imaging.Drawing;

/// <summary>Where a text stands relative to the x that is given.</summary>
internal enum TextAlign
{
    Left,
    Center,
    Right,
}

/// <summary>Draws text and simple shapes in the program's style.</summary>
internal sealed class Ink(SKCanvas canvas)
{
    // A font holds state while it measures, so every thread has its own.
    [ThreadStatic]
    private static Dictionary<(float Size, bool Strong), SKFont>? fonts;

    /// <summary>Where everything is drawn.</summary>
    public SKCanvas Canvas => canvas;

    /// <summary>Writes a line of text and returns its width.</summary>
    /// <param name="text">One line.</param>
    /// <param name="x">Left, middle or right of it.</param>
    /// <param name="middle">The height at which capital letters have their middle.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="size">Letters' size.</param>
    /// <param name="bold">Whether it is semi-bold.</param>
    /// <param name="align">What x means.</param>
    public float Text(
        string text,
        float x,
        float middle,
        SKColor color,
        float size = Theme.TextSize,
        bool bold = false,
        TextAlign align = TextAlign.Left)
    {
        SKFont font = Font(size, bold);
        float width = font.MeasureText(text);
        float left = align switch
        {
            TextAlign.Center => x - width / 2,
            TextAlign.Right => x - width,
            _ => x,
        };
        using SKPaint paint = new() { Color = color, IsAntialias = true };
        canvas.DrawText(text, left, middle + font.Metrics.CapHeight / 2, SKTextAlign.Left, font, paint);
        return width;
    }

    /// <summary>The width that a text takes.</summary>
    public static float Measure(string text, float size = Theme.TextSize, bool bold = false) =>
        Font(size, bold).MeasureText(text);

    /// <summary>The text, cut with an ellipsis where it is wider than a width.</summary>
    public static string Fit(string text, float width, float size = Theme.TextSize, bool bold = false)
    {
        if (Measure(text, size, bold) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 0 && Measure(text[..length].TrimEnd() + "…", size, bold) > width)
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Fills a rectangle with round corners.</summary>
    public void Fill(SKRect area, SKColor color, float radius = Theme.CornerRadius)
    {
        using SKPaint paint = new() { Color = color, IsAntialias = radius > 0 };
        canvas.DrawRoundRect(area, radius, radius, paint);
    }

    /// <summary>Outlines a rectangle with round corners.</summary>
    public void Outline(SKRect area, SKColor color, float width = 1, float radius = Theme.CornerRadius)
    {
        using SKPaint paint = new() { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = width };
        canvas.DrawRoundRect(area, radius, radius, paint);
    }

    /// <summary>Draws a straight line.</summary>
    public void Line(float fromX, float fromY, float toX, float toY, SKColor color, float width = 1)
    {
        using SKPaint paint = new() { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = width };
        canvas.DrawLine(fromX, fromY, toX, toY, paint);
    }

    private static SKFont Font(float size, bool bold)
    {
        fonts ??= [];
        if (!fonts.TryGetValue((size, bold), out SKFont? font))
        {
            font = new SKFont(bold ? InterFont.SemiBold : InterFont.Regular, size) { Subpixel = true, Edging = SKFontEdging.Antialias };
            fonts.Add((size, bold), font);
        }

        return font;
    }
}
