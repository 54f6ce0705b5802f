using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>Something drawn over the world, on a ground of its own. A card shows what it was made with.</summary>
internal abstract class Card
{
    /// <summary>Its size in logical pixels.</summary>
    public SKSize Measure()
    {
        SKSize content = MeasureContent();
        return new SKSize(MathF.Ceiling(content.Width + 2 * Padding), MathF.Ceiling(content.Height + 2 * Padding));
    }

    /// <summary>Draws it.</summary>
    /// <param name="ink">With what.</param>
    /// <param name="corner">Its upper left corner.</param>
    public void Draw(Ink ink, SKPoint corner)
    {
        SKRect area = SKRect.Create(corner, Measure());
        ink.Fill(area, Theme.Surface);
        ink.Outline(SKRect.Inflate(area, -0.5f, -0.5f), Theme.Line);
        DrawContent(ink, SKRect.Inflate(area, -Padding, -Padding));
    }

    /// <summary>From the edge to what is inside.</summary>
    protected virtual float Padding => Theme.Padding;

    /// <summary>The size of what is inside.</summary>
    protected abstract SKSize MeasureContent();

    /// <summary>Draws what is inside.</summary>
    protected abstract void DrawContent(Ink ink, SKRect area);

    /// <summary>Draws a patch of colour, with an outline that a dark one needs to be seen.</summary>
    protected static void DrawSwatch(Ink ink, SKRect patch, SKColor color)
    {
        const float Radius = 3;
        ink.Fill(patch, color, Radius);
        ink.Outline(SKRect.Inflate(patch, -0.5f, -0.5f), Theme.Text.WithAlpha(0x40), radius: Radius - 0.5f);
    }
}
