using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>The legend of a layer that shows a number: a ramp of colours from the lowest to the highest.</summary>
/// <param name="layer">The layer.</param>
/// <param name="ramp">Colours, RGBA8 with red in the lowest byte, the lowest value's first.</param>
/// <param name="low">The value of the first.</param>
/// <param name="high">The value of the last.</param>
internal sealed class FieldLegend(LayerChoice layer, IReadOnlyList<uint> ramp, float low, float high) : LegendCard(layer)
{
    private const float Width = 260;
    private const float RampHeight = 12;
    private const float LabelHeight = 18;

    /// <inheritdoc/>
    protected override SKSize MeasureColours() => new(Width, RampHeight + LabelHeight);

    /// <inheritdoc/>
    protected override void DrawColours(Ink ink, SKRect area)
    {
        SKRect bar = new(area.Left, area.Top, area.Right, area.Top + RampHeight);
        DrawRamp(ink, bar);
        float middle = area.Bottom - 6;
        ink.Text(NumberText.Digits(low), bar.Left, middle, Theme.Muted, Theme.SmallSize);
        ink.Text(NumberText.Digits((low + high) / 2), bar.MidX, middle, Theme.Muted, Theme.SmallSize, align: TextAlign.Center);
        ink.Text(NumberText.Digits(high), bar.Right, middle, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
    }

    private void DrawRamp(Ink ink, SKRect bar)
    {
        const float Radius = 3;
        SKImageInfo info = new(ramp.Count, 1, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage image = SKImage.FromPixelCopy(info, MemoryMarshal.AsBytes<uint>([.. ramp]));
        using SKRoundRect outline = new(bar, Radius);
        ink.Canvas.Save();
        ink.Canvas.ClipRoundRect(outline, antialias: true);
        ink.Canvas.DrawImage(image, bar, new SKSamplingOptions(SKFilterMode.Linear));
        ink.Canvas.Restore();
        ink.Outline(SKRect.Inflate(bar, -0.5f, -0.5f), Theme.Text.WithAlpha(0x40), radius: Radius - 0.5f);
    }
}
