using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Cards;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Cards;

/// <summary>Cards are as large as what they show.</summary>
// Ink is for one thread.
[Collection("Ink")]
public class CardTests
{
    private const int Margin = 12;

    private static readonly Palette palette = Palette.Find("vivid");

    /// <summary>All cards.</summary>
    public static TheoryData<string> Names => [.. All().Keys];

    /// <summary>Nothing is drawn outside, and between the edge and what is inside there is nothing but ground.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_holds_all_it_shows(string name)
    {
        Card card = All()[name];
        SKSize size = card.Measure();
        using Sheet sheet = new((int)size.Width + 2 * Margin, (int)size.Height + 2 * Margin);
        card.Draw(sheet.Ink, new SKPoint(Margin, Margin));
        SKRect area = SKRect.Create(Margin, Margin, size.Width, size.Height);
        SKRect ring = SKRect.Inflate(area, -3, -3);
        SKRect inside = SKRect.Inflate(area, -7, -7);
        SKColor ground = sheet[Margin + 4, (int)area.MidY];
        foreach ((int x, int y, SKColor color) in sheet.Pixels)
        {
            bool Lies(SKRect within) => within.Contains(x + 0.5f, y + 0.5f);
            Assert.True(Lies(area) || color.Alpha == 0, $"something outside at {x - Margin}, {y - Margin}");
            Assert.True(!Lies(ring) || Lies(inside) || color == ground, $"something at the edge at {x - Margin}, {y - Margin}");
        }

        Assert.Contains(sheet.Pixels, pixel => pixel.Color == Theme.Text || pixel.Color == Theme.Warning);
    }

    /// <summary>A card of many species fits next to the panel in a small window.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(64)]
    public void A_cell_of_many_species_fits_a_small_window(int species)
    {
        SKSize size = new InspectorCard(Cell(species), palette).Measure();
        Assert.True(size is { Width: < 560, Height: < 400 }, $"{size}");
    }

    /// <summary>So does one of a cell that lives by a circuit of many bits.</summary>
    [Fact]
    public void A_cell_of_a_circuit_fits_a_small_window()
    {
        CellFact[] facts = [.. Enumerable.Range(0, 8).Select(bit => new CellFact($"Bit {bit}", 1))];
        SKSize size = new InspectorCard(Cell(1) with { Facts = facts, Circuit = Circuits.Deep }, palette).Measure();
        Assert.True(size is { Width: < 580, Height: < 480 }, $"{size}");
    }

    /// <summary>A notice keeps to the width it may take.</summary>
    [Fact]
    public void A_notice_is_cut_where_it_is_too_long()
    {
        Assert.True(new Toast(new string('w', 1000), true, 400).Measure().Width <= 400);
        Assert.True(new Toast("wrote world-000123.png", false, 400).Measure().Width < 220);
    }

    /// <summary>A field's colours run from the first to the last.</summary>
    [Fact]
    public void A_ramp_shows_its_colours()
    {
        uint[] ramp = [.. Enumerable.Range(0, 256).Select(i => 0xff000000u | (uint)i << 8 | (uint)(255 - i))];
        FieldLegend card = new(new LayerChoice(RuleSets.Standard.FindLayer("win-rate")), ramp, 0, 1);
        SKSize size = card.Measure();
        using Sheet sheet = new((int)size.Width, (int)size.Height);
        card.Draw(sheet.Ink, default);
        int y = (int)(Theme.Padding + 46 + 6);
        Assert.True(sheet[(int)Theme.Padding + 3, y] is { Red: > 245, Green: < 10 });
        Assert.True(sheet[(int)(size.Width / 2), y] is { Red: > 122 and < 133, Green: > 122 and < 133 });
        Assert.True(sheet[(int)(size.Width - Theme.Padding) - 4, y] is { Red: < 10, Green: > 245 });
    }

    private static Dictionary<string, Card> All()
    {
        (string, string)[] keys =
            [("Space", "pause"), ("1 … 9", "choose a species"), ("Ctrl+Z", "take back the last edit"), (", .", "pace")];
        uint[] ramp = [.. Enumerable.Repeat(0xff808080u, 256)];
        Dictionary<string, Card> cards = new()
        {
            ["wall"] = new InspectorCard(Cell(3) with { IsWall = true }, palette),
            ["seasons"] = new InspectorCard(Cell(5) with { SunPeriods = [3, 7, 15, 31, 77, 201, 999, 12_345] }, palette),
            ["large numbers"] = new InspectorCard(
                new(1_048_575, 1_048_575, false, [1, float.NaN], 0, [-1.25e30f, float.NegativeInfinity], [new("Win rate", 1)]), palette),
            ["circuit"] = new InspectorCard(Cell(1) with { Circuit = Circuits.Life(0b101_010_100) }, palette),
            ["large circuit"] = new InspectorCard(Cell(1) with { Circuit = Circuits.Large }, palette),
            ["keys"] = new HelpCard(keys),
            ["a key"] = new HelpCard([("F1", "this list")]),
            ["no keys"] = new HelpCard([]),
            ["welcome"] = new WelcomeCard(),
            ["notice"] = new Toast("wrote world-000123.png", false, 400),
            ["error"] = new Toast("the device ran out of memory while it made room for 24 networks", true, 300),
            ["status"] = new StatusBar(1_234_567_890, 61.3, 59.9, "NVIDIA GeForce RTX 4090", "shared buffer"),
            ["paused"] = new StatusBar(0, 0, 0.4, "cpu", "copied"),
        };
        foreach (int species in new[] { 1, 5, 12, 13, 24, 64 })
        {
            cards.Add($"cell, {species}", new InspectorCard(Cell(species), palette));
            cards.Add($"territory, {species}", new TerritoryLegend(palette, species));
        }

        foreach (Layer layer in RuleSets.Standard.Layers.Where(layer => layer != Layer.Territory))
        {
            cards.Add($"legend, {layer}", new FieldLegend(new LayerChoice(layer, 24), ramp, -12345, 0.000123f));
        }

        return cards;
    }

    private static CellInspection Cell(int species)
    {
        float[] aliveness = [.. Enumerable.Range(0, species + 1).Select(n => n / (float)species)];
        float?[] scores = [.. Enumerable.Range(0, species + 1).Select(n => n % 3 == 2 ? (float?)null : -123.45f * n)];
        return new CellInspection(1023, 517, false, aliveness, species, scores, [new("Win rate", 0.83f)]);
    }
}
