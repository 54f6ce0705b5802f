using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>
/// A cell for each pair of entities, the stronger in colour the more one gains from the other; under the pointer its numbers. It goes by
/// what it was last given, whatever the world says meanwhile.
/// </summary>
internal sealed class EncounterMatrix(PanelContext context) : Widget("Encounters")
{
    private static readonly Conquests none = new(0, []);

    private Conquests conquests = none;
    private float?[][]? advantages;
    private (float X, float Y) pointed;

    /// <summary>Who beats whom by what it shows.</summary>
    public Dominance Dominance { get; private set; } = Dominance.Of(none);

    private int Entities => conquests.Cells.Length;

    private float CellSize => Area.Width / Entities;

    /// <summary>Says what to show from now on.</summary>
    public void Show(Conquests seen, float?[][]? over)
    {
        Dominance = seen == conquests ? Dominance : Dominance.Of(seen);
        (conquests, advantages) = (seen, over);
    }

    public override void Press(float x)
    {
        // There is nothing to do with it.
    }

    public override bool Press(Key key, Modifiers modifiers) => false;

    public override bool Hover(float x, float y)
    {
        (int, int) before = Pointed();
        pointed = (x, y);
        return Pointed() != before;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        ink.Fill(Area, Theme.Backdrop, 0);
        long largest = Pairs().Max(pair => Net(pair.Row, pair.Column));
        foreach ((int row, int column) in Pairs().Where(pair => Net(pair.Row, pair.Column) != 0))
        {
            bool isClear = Dominance.Beats(row, column) || Dominance.Beats(column, row);
            DrawCell(ink, PlaceOf(row, column), Net(row, column), largest, isClear);
        }

        for (int entity = 0; entity < Entities; entity++)
        {
            ink.Fill(PlaceOf(entity, entity), Theme.Raised, 0);
        }

        if (isHovered)
        {
            ink.Outline(PlaceOf(Pointed().Row, Pointed().Column), Theme.Text, radius: 0);
        }
    }

    public override void DrawOver(Ink ink, SKRect room)
    {
        (int row, int column) = Pointed();
        if (row != column)
        {
            SKRect cell = PlaceOf(row, column);
            new Readout($"{NameOf(row)} against {NameOf(column)}", [.. Read(row, column)]).Draw(ink, cell.MidX, cell, room);
        }
    }

    private IEnumerable<Reading> Read(int row, int column)
    {
        uint[] colours = context.State.Palette.Colours(Entities - 1);
        yield return new(Theme.FromRgba(colours[row]), "takes", Rate(column, row));
        yield return new(Theme.FromRgba(colours[column]), "loses", Rate(row, column));
        if (advantages is not null)
        {
            yield return new(Theme.Muted, "advantage", advantages[row][column] is { } value ? NumberText.Fixed(value) : "apart just now");
        }
    }

    private string Rate(int from, int to) => $"{NumberText.Digits((float)((double)conquests.Cells[from][to] / conquests.Steps))} cells a step";

    // The square root, since a few pairs exchange far more than others.
    private static void DrawCell(Ink ink, SKRect place, long net, long largest, bool isClear)
    {
        const float DotRadius = 2;
        float strength = MathF.Sqrt((float)Math.Abs(net) / largest);
        ink.Fill(place, (net > 0 ? Theme.Accent : Theme.Warning).WithAlpha((byte)(255 * (0.08f + 0.82f * strength))), 0);
        if (isClear && place.Width >= 4 * DotRadius)
        {
            ink.Fill(SKRect.Create(place.MidX - DotRadius, place.MidY - DotRadius, 2 * DotRadius, 2 * DotRadius), Theme.Text, DotRadius);
        }
    }

    private IEnumerable<(int Row, int Column)> Pairs() =>
        from row in Enumerable.Range(0, Entities) from column in Enumerable.Range(0, Entities) where row != column select (row, column);

    private long Net(int row, int column) => conquests.Cells[column][row] - conquests.Cells[row][column];

    private (int Row, int Column) Pointed() => (At(pointed.Y - Area.Top), At(pointed.X - Area.Left));

    private int At(float distance) => Math.Clamp((int)(distance / CellSize), 0, Entities - 1);

    // A hair's breadth apart, unless cells are hardly more than that.
    private SKRect PlaceOf(int row, int column)
    {
        float gap = CellSize > 8 ? 0.5f : 0;
        SKRect place = SKRect.Create(Area.Left + column * CellSize, Area.Top + row * CellSize, CellSize, CellSize);
        return SKRect.Inflate(place, -gap, -gap);
    }

    private static string NameOf(int entity) => entity == 0 ? "the sun" : $"{entity}";
}
