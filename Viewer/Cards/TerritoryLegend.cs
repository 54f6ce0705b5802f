using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>The legend of the territory: the sun's, the walls' and every species' colour.</summary>
internal sealed class TerritoryLegend(Palette palette, int species) : LegendCard(new LayerChoice(Layer.Territory))
{
    private const int InRow = 8;
    private const float ChipWidth = 29;
    private const float ChipHeight = 18;
    private const float ChipGap = 4;
    private const float WordWidth = 44;

    private readonly SKColor[] colours = [.. palette.Colours(species).Select(Theme.FromRgba)];

    // Sun and walls have a row of their own.
    private int Rows => 1 + (species + InRow - 1) / InRow;

    /// <inheritdoc/>
    protected override SKSize MeasureColours() =>
        new(InRow * ChipWidth + (InRow - 1) * ChipGap, Rows * ChipHeight + (Rows - 1) * ChipGap);

    /// <inheritdoc/>
    protected override void DrawColours(Ink ink, SKRect area)
    {
        DrawChip(ink, area.Left, area.Top, WordWidth, colours[0], "sun");
        DrawChip(ink, area.Left + WordWidth + ChipGap, area.Top, WordWidth, colours[^1], "wall");
        for (int n = 1; n <= species; n++)
        {
            float left = area.Left + (n - 1) % InRow * (ChipWidth + ChipGap);
            float top = area.Top + (1 + (n - 1) / InRow) * (ChipHeight + ChipGap);
            DrawChip(ink, left, top, ChipWidth, colours[n], $"{n}");
        }
    }

    private static void DrawChip(Ink ink, float left, float top, float width, SKColor color, string text)
    {
        DrawSwatch(ink, SKRect.Create(left, top, width, ChipHeight), color);
        ink.Text(text, left + width / 2, top + ChipHeight / 2, Theme.LettersOn(color), Theme.SmallSize, bold: true, TextAlign.Center);
    }
}
