using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>The list of keys. Of a line's keys, those that a space parts have a cap each.</summary>
internal sealed class HelpCard(IReadOnlyList<(string Keys, string Meaning)> lines) : Card
{
    private const int ColumnCount = 2;
    private const float TitleHeight = 34;
    private const float RowHeight = 27;
    private const float CapGap = 4;
    private const float KeysGap = 14;
    private const float ColumnGap = 36;

    private (string Keys, string Meaning)[][] Columns =>
        [.. lines.Chunk(Math.Max(1, (lines.Count + ColumnCount - 1) / ColumnCount))];

    /// <inheritdoc/>
    protected override float Padding => 20;

    /// <inheritdoc/>
    protected override SKSize MeasureContent()
    {
        float width = Columns.Sum(ColumnWidth) + ColumnGap * Math.Max(0, Columns.Length - 1);
        int rows = Columns.Select(column => column.Length).DefaultIfEmpty().Max();
        return new SKSize(Math.Max(width, Ink.Measure("Keys", Theme.TitleSize, true)), TitleHeight + rows * RowHeight);
    }

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        ink.Text("Keys", area.Left, area.Top + 8, Theme.Text, Theme.TitleSize, bold: true);
        float left = area.Left;
        foreach ((string Keys, string Meaning)[] column in Columns)
        {
            float meaning = left + column.Max(line => KeysWidth(line.Keys)) + KeysGap;
            float middle = area.Top + TitleHeight + RowHeight / 2;
            foreach ((string keys, string text) in column)
            {
                DrawKeys(ink, keys, left, middle);
                ink.Text(text, meaning, middle, Theme.Text);
                middle += RowHeight;
            }

            left += ColumnWidth(column) + ColumnGap;
        }
    }

    private static void DrawKeys(Ink ink, string keys, float left, float middle)
    {
        foreach (string key in keys.Split(' '))
        {
            left = KeyCap.Draw(ink, key, left, middle) + CapGap;
        }
    }

    private static float ColumnWidth((string Keys, string Meaning)[] column) =>
        column.Max(line => KeysWidth(line.Keys)) + KeysGap + column.Max(line => Ink.Measure(line.Meaning));

    private static float KeysWidth(string keys) => keys.Split(' ').Sum(key => KeyCap.Width(key) + CapGap) - CapGap;
}
