using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>How the world goes, in one line, for when there is no side panel.</summary>
/// <param name="step">Steps done.</param>
/// <param name="stepsPerSecond">How fast.</param>
/// <param name="framesPerSecond">How often the window is drawn.</param>
/// <param name="device">What computes.</param>
/// <param name="pixelPath">How pixels come from there to the window.</param>
internal sealed class StatusBar(long step, double stepsPerSecond, double framesPerSecond, string device, string pixelPath) : Card
{
    private const float LineHeight = 12;
    private const float LabelGap = 5;
    private const float PartGap = 16;

    // Widths are rounded up to multiples of this, lest the line trembles as numbers change.
    private const float WidthUnit = 8;

    private readonly (string Label, string Value)[] parts =
    [
        ("step", NumberText.Whole(step)),
        ("steps/s", NumberText.Rate(stepsPerSecond)),
        ("fps", NumberText.Rate(framesPerSecond)),
        ("device", device),
        ("pixels", pixelPath),
        ("?", "all keys"),
    ];

    /// <inheritdoc/>
    protected override float Padding => 9;

    /// <inheritdoc/>
    protected override SKSize MeasureContent() => new(parts.Sum(PartWidth) + PartGap * (parts.Length - 1), LineHeight);

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        float left = area.Left;
        foreach ((string Label, string Value) part in parts)
        {
            float label = ink.Text(part.Label, left, area.MidY, Theme.Muted, Theme.SmallSize);
            ink.Text(part.Value, left + label + LabelGap, area.MidY, Theme.Text, Theme.SmallSize, bold: true);
            left += PartWidth(part) + PartGap;
        }
    }

    private static float PartWidth((string Label, string Value) part)
    {
        float value = Ink.Measure(part.Value, Theme.SmallSize, true);
        return Ink.Measure(part.Label, Theme.SmallSize) + LabelGap + MathF.Ceiling(value / WidthUnit) * WidthUnit;
    }
}
