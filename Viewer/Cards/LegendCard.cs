using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What the colours of a layer mean: its name, a line about it, and below that its colours.</summary>
internal abstract class LegendCard(LayerChoice layer) : Card
{
    private const float HeadHeight = 46;

    /// <summary>The size of the colours.</summary>
    protected abstract SKSize MeasureColours();

    /// <summary>Draws the colours.</summary>
    protected abstract void DrawColours(Ink ink, SKRect area);

    /// <inheritdoc/>
    protected override SKSize MeasureContent()
    {
        SKSize colours = MeasureColours();
        float text = Math.Max(Ink.Measure(layer.Title, Theme.TitleSize, true), Ink.Measure(layer.Layer.Explanation, Theme.SmallSize));
        return new SKSize(Math.Max(text, colours.Width), HeadHeight + colours.Height);
    }

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        ink.Text(layer.Title, area.Left, area.Top + 7, Theme.Text, Theme.TitleSize, bold: true);
        ink.Text(layer.Layer.Explanation, area.Left, area.Top + 28, Theme.Muted, Theme.SmallSize);
        DrawColours(ink, new SKRect(area.Left, area.Top + HeadHeight, area.Right, area.Bottom));
    }
}
