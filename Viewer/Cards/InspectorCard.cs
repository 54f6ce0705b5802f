using System.Globalization;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What there is to know of one cell.</summary>
internal sealed class InspectorCard(CellInspection cell, Palette palette) : Card
{
    // More entities than this make two columns.
    private const int MostInColumn = 13;
    private const int MostColumns = 2;

    private const float LeastHeader = 62;
    private const float FactHeight = 16;
    private const float RowHeight = 19;
    private const float Swatch = 12;
    private const float NameWidth = 66;
    private const float BarWidth = 60;
    private const float ValueWidth = 38;
    private const float ScoreWidth = 58;
    private const float ColumnGap = 24;
    private const int SeasonsInLine = 4;
    private const float ColumnWidth = Swatch + Theme.Gap + NameWidth + BarWidth + ValueWidth + ScoreWidth;

    private readonly SKColor[] colours = [.. palette.Colours(cell.Aliveness.Count - 1).Select(Theme.FromRgba)];
    private readonly int[] shown = Choose(cell);
    private readonly CircuitSketch? sketch = cell.Circuit is null ? null : new CircuitSketch(cell.Circuit);

    private float HeaderHeight => LeastHeader + (Math.Max(0, cell.Facts.Count - 1) + (cell.Network is null ? 0 : 1)) * FactHeight;

    // A line that says what they are, and those of the seasons.
    private float FooterHeight => cell.SunPeriods is { } periods ? FactHeight * (1.5f + (periods.Count + SeasonsInLine - 1) / SeasonsInLine) : 0;

    private float SketchHeight => sketch is null ? 0 : Theme.Gap + sketch.Size.Height;

    private int Columns => shown.Length > MostInColumn ? MostColumns : 1;

    private int Rows => (shown.Length + Columns - 1) / Columns;

    // Where there is no room for all entities, those that are in the contest, the most alive of them if need be.
    private static int[] Choose(CellInspection cell)
    {
        IEnumerable<int> entities = Enumerable.Range(0, cell.Aliveness.Count);
        const int Most = MostColumns * MostInColumn;
        return cell.Aliveness.Count <= Most
            ? [.. entities]
            : [.. entities.Where(i => cell.Scores[i] is not null).OrderByDescending(i => cell.Aliveness[i]).Take(Most).Order()];
    }

    /// <inheritdoc/>
    protected override SKSize MeasureContent() =>
        new(
            Math.Max(Columns * ColumnWidth + (Columns - 1) * ColumnGap, sketch?.Size.Width ?? 0),
            HeaderHeight + Rows * RowHeight + SketchHeight + FooterHeight);

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        DrawHeader(ink, area);
        for (int column = 0; column < Columns; column++)
        {
            float left = area.Left + column * (ColumnWidth + ColumnGap);
            DrawHeadings(ink, left, area.Top + HeaderHeight - RowHeight / 2);
            for (int row = 0; row < Rows && column * Rows + row < shown.Length; row++)
            {
                DrawEntity(ink, shown[column * Rows + row], left, area.Top + HeaderHeight + (row + 0.5f) * RowHeight);
            }
        }

        sketch?.Draw(ink, new SKPoint(area.Left, area.Top + HeaderHeight + Rows * RowHeight + Theme.Gap));
        if (cell.SunPeriods is { } periods)
        {
            DrawSeasons(ink, area, periods);
        }
    }

    private void DrawSeasons(Ink ink, SKRect area, IReadOnlyList<float> periods)
    {
        float middle = area.Bottom - FooterHeight + FactHeight;
        ink.Text("the sun's seasons, in steps", area.Left, middle, Theme.Muted, Theme.SmallSize);
        for (int season = 0; season < periods.Count; season++)
        {
            float right = area.Left + (season % SeasonsInLine + 1) * ColumnWidth / SeasonsInLine;
            string steps = periods[season].ToString("N0", CultureInfo.InvariantCulture);
            ink.Text(
                steps, right, middle + (season / SeasonsInLine + 1) * FactHeight, Theme.Text, Theme.SmallSize, align: TextAlign.Right);
        }
    }

    private void DrawHeader(Ink ink, SKRect area)
    {
        float middle = area.Top + 8;
        float word = ink.Text("cell", area.Left, middle, Theme.Muted, Theme.SmallSize);
        ink.Text($"{cell.X}, {cell.Y}", area.Left + word + Theme.Gap, middle, Theme.Text, Theme.TitleSize, bold: true);
        for (int fact = 0; fact < cell.Facts.Count; fact++)
        {
            float line = middle + fact * FactHeight;
            float value = ink.Text(
                NumberText.Fixed(cell.Facts[fact].Value), area.Right, line, Theme.Text, bold: true, align: TextAlign.Right);
            string name = cell.Facts[fact].Name.ToLowerInvariant();
            ink.Text(name, area.Right - value - Theme.Gap, line, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
        }

        middle += 22;
        float half = Swatch / 2;
        SKColor color = colours[cell.IsWall ? ^1 : cell.Winner];
        DrawSwatch(ink, new SKRect(area.Left, middle - half, area.Left + Swatch, middle + half), color);
        string holder = cell.IsWall ? "wall" : cell.Winner == 0 ? "held by the sun" : $"held by species {cell.Winner}";
        int hidden = cell.Aliveness.Count - shown.Length;
        holder = hidden > 0 ? $"{holder}; {hidden} not shown" : holder;
        ink.Text(holder, area.Left + Swatch + Theme.Gap, middle, Theme.Text);
        if (cell.Network is { } network)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{network.Weights:N0} weights, {network.Operations:N0} operations");
            ink.Text(size, area.Left + Swatch + Theme.Gap, middle + FactHeight, Theme.Muted, Theme.SmallSize);
        }
    }

    private static void DrawHeadings(Ink ink, float left, float middle)
    {
        const float Size = 10.5f;
        float bar = left + Swatch + Theme.Gap + NameWidth;
        ink.Text("aliveness", bar, middle, Theme.Muted, Size);
        ink.Text("score", left + ColumnWidth, middle, Theme.Muted, Size, align: TextAlign.Right);
    }

    private void DrawEntity(Ink ink, int entity, float left, float middle)
    {
        bool holds = entity == cell.Winner;
        float right = left + ColumnWidth;
        if (holds)
        {
            ink.Fill(new SKRect(left - 5, middle - RowHeight / 2, right + 5, middle + RowHeight / 2), Theme.Raised, 4);
        }

        float half = Swatch / 2;
        DrawSwatch(ink, new SKRect(left, middle - half, left + Swatch, middle + half), colours[entity]);
        left += Swatch + Theme.Gap;
        ink.Text(entity == 0 ? "sun" : $"species {entity}", left, middle, Theme.Text, Theme.SmallSize, holds);

        left += NameWidth;
        SKColor color = entity == 0 ? Theme.Muted : colours[entity];
        DrawBar(ink, new SKRect(left, middle - 2.5f, left + BarWidth, middle + 2.5f), cell.Aliveness[entity], color);
        left += BarWidth + ValueWidth;
        ink.Text(NumberText.Fixed(cell.Aliveness[entity]), left, middle, Theme.Text, Theme.SmallSize, holds, TextAlign.Right);

        string score = cell.Scores[entity] is { } value ? NumberText.Fixed(value) : "absent";
        SKColor scoreColor = cell.Scores[entity] is null ? Theme.Muted : Theme.Text;
        ink.Text(score, right, middle, scoreColor, Theme.SmallSize, holds, TextAlign.Right);
    }

    private static void DrawBar(Ink ink, SKRect area, float aliveness, SKColor color)
    {
        const float Radius = 2.5f;
        ink.Fill(area, Theme.Hovered, Radius);
        float filled = aliveness > 0 ? Math.Min(1, aliveness) * area.Width : 0;
        ink.Canvas.Save();
        using SKRoundRect track = new(area, Radius);
        ink.Canvas.ClipRoundRect(track, antialias: true);
        ink.Fill(new SKRect(area.Left, area.Top, area.Left + filled, area.Bottom), color, 0);
        ink.Canvas.Restore();
    }
}
