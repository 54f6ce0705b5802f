using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>A notice of one line.</summary>
/// <param name="text">The line.</param>
/// <param name="isError">Whether something went wrong.</param>
/// <param name="widest">The most width that it may take; a longer line is cut.</param>
internal sealed class Toast(string text, bool isError, float widest) : Card
{
    private const float DotWidth = 16;
    private const float LineHeight = 14;

    private readonly string line = Ink.Fit(text, widest - DotWidth - 2 * NarrowPadding - 1);

    /// <inheritdoc/>
    protected override float Padding => NarrowPadding;

    private static float NarrowPadding => 10;

    /// <inheritdoc/>
    protected override SKSize MeasureContent() => new(DotWidth + Ink.Measure(line), LineHeight);

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        const float Radius = 3.5f;
        SKColor color = isError ? Theme.Warning : Theme.Accent;
        SKRect dot = new(area.Left, area.MidY - Radius, area.Left + 2 * Radius, area.MidY + Radius);
        ink.Fill(dot, color, Radius);
        ink.Text(line, area.Left + DotWidth, area.MidY, isError ? Theme.Warning : Theme.Text);
    }
}
