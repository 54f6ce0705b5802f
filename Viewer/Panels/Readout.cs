using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A plot's numbers at one time, beside the pointer.</summary>
internal sealed class Readout(string title, IReadOnlyList<Reading> readings)
{
    private const int Rows = 9;
    private const float LineHeight = 16;
    private const float DotWidth = 12;
    private const float DotRadius = 3.5f;
    private const float Padding = 8;
    private const float ColumnGap = 14;
    private const float Distance = 8;

    private readonly Reading[][] columns = [.. readings.Chunk(Rows)];

    /// <summary>Draws it above what it is about, or below where there is no room.</summary>
    /// <param name="ink">With what.</param>
    /// <param name="x">Where the pointer is.</param>
    /// <param name="about">What it may not cover.</param>
    /// <param name="room">Where it may be.</param>
    public void Draw(Ink ink, float x, SKRect about, SKRect room)
    {
        float[] widths = [.. columns.Select(ColumnWidth)];
        float width = Math.Max(Ink.Measure(title, Theme.SmallSize, true), widths.Sum() + ColumnGap * Math.Max(0, widths.Length - 1));
        float height = LineHeight * (1 + columns.Select(column => column.Length).DefaultIfEmpty().Max()) + 2 * Padding;
        float left = Math.Clamp(x - width / 2 - Padding, room.Left + 4, Math.Max(room.Left + 4, room.Right - width - 2 * Padding - 4));
        float top = about.Top - Distance - height >= room.Top ? about.Top - Distance - height : about.Bottom + Distance;
        SKRect box = SKRect.Create(left, top, width + 2 * Padding, height);
        ink.Fill(box, Theme.Raised);
        ink.Outline(SKRect.Inflate(box, -0.5f, -0.5f), Theme.Line);
        DrawContent(ink, SKRect.Inflate(box, -Padding, -Padding), widths);
    }

    private void DrawContent(Ink ink, SKRect area, float[] widths)
    {
        ink.Text(title, area.Left, area.Top + LineHeight / 2, Theme.Text, Theme.SmallSize, bold: true);
        float left = area.Left;
        for (int column = 0; column < columns.Length; column++)
        {
            float middle = area.Top + 1.5f * LineHeight;
            foreach (Reading reading in columns[column])
            {
                SKRect dot = new(left, middle - DotRadius, left + 2 * DotRadius, middle + DotRadius);
                ink.Fill(dot, reading.Color, DotRadius);
                ink.Outline(dot, Theme.Text.WithAlpha(0x40), radius: DotRadius);
                ink.Text(reading.Name, left + DotWidth, middle, Theme.Muted, Theme.SmallSize);
                ink.Text(reading.Value, left + widths[column], middle, Theme.Text, Theme.SmallSize, align: TextAlign.Right);
                middle += LineHeight;
            }

            left += widths[column] + ColumnGap;
        }
    }

    private static float ColumnWidth(Reading[] column) =>
        DotWidth
        + column.Max(reading => Ink.Measure(reading.Name, Theme.SmallSize))
        + Theme.Gap
        + column.Max(reading => Ink.Measure(reading.Value, Theme.SmallSize));
}
