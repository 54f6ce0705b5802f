using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Who beats whom: a matrix of all entities, and in words the cycles in which everybody beats somebody.</summary>
internal sealed class EncounterBlock : Block
{
    private const float HeadSize = 26;
    private const float LargestCell = 36;
    private const int MostCycles = 8;

    private readonly PanelContext context;
    private readonly EncounterMatrix matrix;
    private IReadOnlyList<string> lines = [];

    public EncounterBlock(PanelContext context)
    {
        this.context = context;
        matrix = new EncounterMatrix(context);
    }

    public override void Draw(Ink ink)
    {
        WrappedText.Draw(ink, lines, Left, Area.Bottom - Theme.Gap - lines.Count * WrappedText.SmallLine, Theme.Muted);
        if (Widgets.Count > 0)
        {
            DrawHeads(ink, matrix.Dominance.Entities);
        }
    }

    protected override float Place(float top)
    {
        float bottom = top;
        string[] text = ["Counting which cells change hands"];
        if (context.Snapshot.Encounters is { Conquests: Conquests seen } encounters)
        {
            matrix.Show(seen, encounters.Advantages);
            float size = seen.Cells.Length * Math.Min(LargestCell, (Right - Left - HeadSize) / seen.Cells.Length);
            Put(matrix, Left + HeadSize, top + HeadSize, Left + HeadSize + size, top + HeadSize + size);
            bottom = matrix.Area.Bottom + Theme.Gap;
            text = Explain(seen.Steps, matrix.Dominance.Cycles);
        }

        lines = [.. text.SelectMany(one => WrappedText.Lines(one, Right - Left))];
        return bottom + lines.Count * WrappedText.SmallLine + Theme.Gap - top;
    }

    private static string[] Explain(long steps, IReadOnlyList<IReadOnlyList<int>> cycles)
    {
        string named = string.Join(", ", cycles.Take(MostCycles).Select(Dominance.Name));
        string more = cycles.Count > MostCycles ? $" and {cycles.Count - MostCycles} more" : "";
        return
        [
            $"Over {NumberText.Whole(steps)} steps. Blue: the row takes more cells from the column than it loses to it, orange: fewer. "
            + "A dot: clearly so.",
            cycles.Count == 0 ? "No three beat each other in a circle." : $"In a circle: {named}{more}",
        ];
    }

    private void DrawHeads(Ink ink, int entities)
    {
        const float Thickness = 22;
        const float Gap = HeadSize - Thickness;
        uint[] colours = context.State.Palette.Colours(entities - 1);
        float cell = matrix.Area.Width / entities;
        for (int entity = 0; entity < entities; entity++)
        {
            string name = entity == 0 ? "sun" : $"{entity}";
            SKColor color = Theme.FromRgba(colours[entity]);
            float place = entity * cell;
            DrawHead(ink, name, color, SKRect.Create(matrix.Area.Left + place, matrix.Area.Top - HeadSize, cell, Thickness - Gap / 2));
            DrawHead(ink, name, color, SKRect.Create(matrix.Area.Left - HeadSize, matrix.Area.Top + place, Thickness - Gap / 2, cell));
        }
    }

    // One that is too small for its name is a colour alone.
    private static void DrawHead(Ink ink, string name, SKColor color, SKRect room)
    {
        const float Size = 9.5f;
        float gap = Math.Min(room.Width, room.Height) > 8 ? 1 : 0;
        room = SKRect.Inflate(room, -gap, -gap);
        ink.Fill(room, color, 2 * gap);
        ink.Outline(SKRect.Inflate(room, -gap / 2, -gap / 2), Theme.Text.WithAlpha(0x40), gap, 2 * gap);
        if (Ink.Measure(name, Size, bold: true) <= room.Width && Size <= room.Height)
        {
            ink.Text(name, room.MidX, room.MidY, Theme.LettersOn(color), Size, bold: true, TextAlign.Center);
        }
    }
}
