using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The panel shows who beats whom as a matrix, once it is opened.</summary>
[Collection("Ink")]
public sealed class PanelEncounterTests
{
    private const string Title = "Section Who beats whom";

    /// <summary>It is closed at first, and opens before there is anything to show.</summary>
    [Fact]
    public void It_opens()
    {
        using PanelBench bench = new(3000);
        Assert.False(bench.Panel.ShowsEncounters);
        bench.Click(Title);
        Assert.True(bench.Panel.ShowsEncounters);
        Assert.DoesNotContain("Encounters", bench.Names());
        Show(bench, Circle(4));
        Assert.Contains("Encounters", bench.Names());
        bench.Click(Title);
        Assert.False(bench.Panel.ShowsEncounters);
    }

    /// <summary>What the row gains from the column is blue, what it loses orange, and the more of it the stronger.</summary>
    [Fact]
    public void Cells_say_who_gains()
    {
        using PanelBench bench = Open(Circle(4));
        SKRect matrix = bench.Area("Encounters");
        Assert.True(bench.Shows(Of(Theme.Accent, 1), Cell(matrix, 4, 1, 3)));
        Assert.True(bench.Shows(Of(Theme.Warning, 1), Cell(matrix, 4, 3, 1)));
        Assert.True(bench.Shows(Of(Theme.Accent, MathF.Sqrt(0.25f)), Cell(matrix, 4, 3, 2)));
        Assert.False(bench.Shows(Of(Theme.Accent, 1), Cell(matrix, 4, 3, 2)));
        Assert.True(bench.Shows(Theme.Raised, Cell(matrix, 4, 2, 2)));
        Assert.True(bench.Shows(Theme.Backdrop, Cell(matrix, 4, 0, 2)));
        SKColor third = Theme.FromRgba(bench.State.Palette.Species(3));
        Assert.True(bench.Shows(third, new SKRect(Cell(matrix, 4, 0, 3).Left, matrix.Top - 22, matrix.Right, matrix.Top)));
        Assert.True(bench.Shows(third, new SKRect(matrix.Left - 22, Cell(matrix, 4, 3, 0).Top, matrix.Left, matrix.Bottom)));
    }

    /// <summary>Under the pointer stand a pair's numbers, in the colours of both; on the diagonal there are none.</summary>
    [Fact]
    public void The_numbers_under_the_pointer_are_shown()
    {
        using PanelBench bench = Open(Circle(4));
        SKRect matrix = bench.Area("Encounters");
        SKColor second = Theme.FromRgba(bench.State.Palette.Species(2));
        Point(Cell(matrix, 4, 3, 2));
        Assert.True(bench.Shows(second, Above(Cell(matrix, 4, 3, 2))));
        Point(Cell(matrix, 4, 3, 3));
        Assert.False(bench.Shows(second, Above(Cell(matrix, 4, 3, 3))));
        bench.Panel.Handle(new PointerMoved(Cell(matrix, 4, 3, 3).MidX + 2, Cell(matrix, 4, 3, 3).MidY + 2));
        Assert.False(bench.Panel.NeedsDrawing, "the same cell says the same");

        void Point(SKRect cell)
        {
            bench.Panel.Handle(new PointerMoved(cell.MidX, cell.MidY));
            Assert.True(bench.Panel.NeedsDrawing);
            bench.Draw();
        }

        // Right of the heads, which have the colours too, and where only what lies over the matrix can be.
        SKRect Above(SKRect cell) => new(matrix.Left, cell.Top - 90, matrix.Right, cell.Top - 10);
    }

    /// <summary>A pointer that rests on it when there is nothing to show any more finds nothing, and nothing breaks.</summary>
    [Fact]
    public void It_goes_under_the_pointer()
    {
        using PanelBench bench = Open(Circle(4));
        SKRect cell = Cell(bench.Area("Encounters"), 4, 1, 3);
        bench.Panel.Handle(new PointerMoved(cell.MidX, cell.MidY));
        bench.Panel.Update(PanelBench.Snapshot(bench.Controls.Wanted), 60);
        bench.Panel.Handle(new PointerMoved(cell.MidX + 1, cell.MidY + 1));
        bench.Draw();
        Assert.DoesNotContain("Encounters", bench.Names());
    }

    /// <summary>Of all numbers of entities it takes the panel's width at most, and nothing else's place.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(65)]
    public void It_fits(int entities)
    {
        using PanelBench bench = Open(Circle(entities), EcosystemParameters.Default.Set($"Species={entities - 1}"));
        SKRect matrix = bench.Area("Encounters");
        Assert.Equal(matrix.Width, matrix.Height, 0.01f);
        Assert.InRange(matrix.Right, matrix.Left + 3 * entities, GpuEcosystem.Viewer.Panels.SidePanel.Width - Theme.Padding + 0.01f);
        Assert.All(
            bench.Panel.HitAreas.Where(widget => widget.Name != "Encounters"),
            widget => Assert.False(widget.Area.IntersectsWith(matrix), widget.Name));
    }

    private static PanelBench Open(Encounters encounters, WorldParameters? parameters = null)
    {
        PanelBench bench = new(6000, parameters);
        bench.Click(Title);
        Show(bench, encounters);
        return bench;
    }

    private static void Show(PanelBench bench, Encounters encounters) =>
        bench.Show(PanelBench.Snapshot(bench.Controls.Wanted) with { Encounters = encounters });

    // 1 takes 400 cells from 3, 3 takes 100 from 2, and nobody takes anything else; the sun stands apart.
    private static Encounters Circle(int entities)
    {
        long[][] cells = [.. Enumerable.Range(0, entities).Select(_ => new long[entities])];
        if (entities > 3)
        {
            cells[3][1] = 400;
            cells[2][3] = 100;
        }

        cells[0][0] = 10_000;
        float?[][] advantages = [.. Enumerable.Range(0, entities).Select(_ => new float?[entities])];
        return new Encounters(500, new Conquests(100, cells), advantages);
    }

    private static SKRect Cell(SKRect matrix, int entities, int row, int column)
    {
        float size = matrix.Width / entities;
        return SKRect.Inflate(SKRect.Create(matrix.Left + column * size, matrix.Top + row * size, size, size), -2, -2);
    }

    // A colour of some strength over the matrix's ground, as it is blended.
    private static SKColor Of(SKColor color, float strength)
    {
        using SKBitmap one = new(1, 1);
        using SKCanvas canvas = new(one);
        canvas.Clear(Theme.Backdrop);
        using SKPaint paint = new() { Color = color.WithAlpha((byte)(255 * (0.08f + 0.82f * strength))) };
        canvas.DrawRect(0, 0, 1, 1, paint);
        return one.GetPixel(0, 0);
    }
}
