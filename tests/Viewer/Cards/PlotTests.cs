using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Cards;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Cards;

/// <summary>Plots show the numbers they are given, and stay within their area whatever those are.</summary>
// Ink is for one thread.
[Collection("Ink")]
public class PlotTests
{
    private const int Width = 300;
    private const int Height = 160;

    private static readonly SKRect area = new(10, 10, Width - 10, Height - 10);

    /// <summary>All parts of the panel, with histories that are short, long and broken.</summary>
    public static TheoryData<string, string> Drawn => new(
        from section in Sections().Keys from history in Histories().Keys select (section, history));

    /// <summary>Half sun, a quarter each for two species, at two scales.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 1000)]
    [InlineData(2, 1000)]
    public void Territory_has_bands_of_the_right_height(int scale, int count)
    {
        using Sheet sheet = new(Width, Height, scale);
        float[] shares = [0.5f, 0.25f, 0.25f];
        sheet.Draw(new TerritoryPlot(), area, [.. Enumerable.Range(0, count).Select(i => new HistorySample(i, shares, 1, null))]);
        SKRect plot = TerritoryPlot.Inside(area);
        foreach (float x in new[] { plot.Left + 1, plot.MidX, plot.Right - 2 })
        {
            SKColor At(float fromTop) => sheet[(int)(x * scale), (int)((plot.Top + fromTop * plot.Height) * scale)];
            Assert.All([0.02f, 0.25f, 0.48f], y => Assert.Equal(Sheet.Color(0), At(y)));
            Assert.All([0.52f, 0.6f, 0.73f], y => Assert.Equal(Sheet.Color(2), At(y)));
            Assert.All([0.77f, 0.9f, 0.98f], y => Assert.Equal(Sheet.Color(1), At(y)));
        }
    }

    /// <summary>A species that comes in the middle of the history is there from then on.</summary>
    [Fact]
    public void Territory_follows_the_number_of_species()
    {
        using Sheet sheet = new(Width, Height);
        sheet.Draw(new TerritoryPlot(), area, Histories()["more species"]);
        SKRect plot = TerritoryPlot.Inside(area);
        int top = (int)plot.Top + 5;
        Assert.Equal(Sheet.Color(1), sheet[(int)plot.Left + 2, top]);
        Assert.Equal(Sheet.Color(3), sheet[(int)plot.Right - 3, top]);
    }

    /// <summary>An event's mark stands below the first sample after it.</summary>
    [Fact]
    public void Events_stand_at_their_time()
    {
        using Sheet sheet = new(Width, Height);
        WorldEvent[] events =
        [
            new(0, WorldEventKind.Reset, "started again") { Observation = 10 },
            new(9, WorldEventKind.Edit, "edit") { Observation = 15 },
        ];
        HistorySample[] history =
            [.. Enumerable.Range(0, 21).Select(i => new HistorySample(i % 10, [1], 0, null) { Observation = i })];
        sheet.Draw(new TerritoryPlot(), area, history, events);
        SKRect plot = TerritoryPlot.Inside(area);
        int middle = (int)(plot.Bottom + EventMarks.Height / 2);
        Assert.Equal(EventStyle.Color(WorldEventKind.Reset), sheet[(int)plot.MidX, middle]);
        Assert.Equal(EventStyle.Color(WorldEventKind.Edit), sheet[(int)(plot.Left + plot.Width * 0.75f), middle]);
    }

    /// <summary>Of a part of the time there are the bands, the marks and the line of that part alone, from edge to edge.</summary>
    [Fact]
    public void A_part_of_the_time_fills_the_plot()
    {
        using Sheet sheet = new(Width, Height);
        static HistorySample Early(long step) => new(step, [0, 1, 0], 0.1f, null) { Observation = step };
        static HistorySample Late(long step) => new(step, [0, 0, 1], 0.9f, null) { Observation = step };
        HistorySample[] history = [.. Enumerable.Range(0, 101).Select(i => i < 50 ? Early(i) : Late(i))];
        WorldEvent[] events =
        [
            new(10, WorldEventKind.Reset, "before") { Observation = 10 },
            new(75, WorldEventKind.Checkpoint, "kept") { Observation = 75 },
        ];
        TimeView time = new();
        time.ZoomAt(1, 0.4, history);
        sheet.Draw(new TerritoryPlot(), area, time, history, events);
        SKRect plot = TerritoryPlot.Inside(area);
        Assert.All([plot.Left + 1, plot.MidX, plot.Right - 2], x => Assert.Equal(Sheet.Color(2), sheet[(int)x, (int)plot.MidY]));
        int lane = (int)(plot.Bottom + EventMarks.Height / 2);
        Assert.Equal(EventStyle.Color(WorldEventKind.Checkpoint), sheet[(int)(plot.Left + plot.Width * 15 / 40), lane]);
        Assert.DoesNotContain(
            Enumerable.Range((int)plot.Left, (int)plot.Width), x => sheet[x, lane] == EventStyle.Color(WorldEventKind.Reset));

        using Sheet lines = new(Width, Height);
        lines.Draw(LinePlot.Entropy, area, time, history);
        SKRect curve = LinePlot.Inside(area);
        (int X, int Y, SKColor)[] line =
            [.. lines.Pixels.Where(pixel => curve.Contains(pixel.X, pixel.Y) && pixel.Color is { Blue: > 150, Red: < 150 })];
        Assert.NotEmpty(line);
        Assert.All(line, pixel => Assert.True(pixel.Y < curve.MidY));
    }

    /// <summary>The line goes through its values; where there are none, there is a gap.</summary>
    [Fact]
    public void Lines_have_gaps()
    {
        using Sheet sheet = new(Width, Height);
        static float? Loss(int i) => i is > 40 and < 60 ? i % 2 == 0 ? null : float.NaN : i;
        HistorySample[] history = [.. Enumerable.Range(0, 100).Select(i => new HistorySample(i, [1], 0.5f, Loss(i)))];
        sheet.Draw(LinePlot.Loss, area, history);
        SKRect plot = LinePlot.Inside(area);
        bool HasLine(float share) => Enumerable.Range((int)plot.Top, (int)plot.Height)
            .Any(y => sheet[(int)(plot.Left + share * plot.Width), y] is var color && color.Blue > 150 && color.Red < 150);
        Assert.True(HasLine(0.2f));
        Assert.False(HasLine(0.5f));
        Assert.True(HasLine(0.8f));
    }

    /// <summary>Nothing breaks, and nothing is drawn outside.</summary>
    [Theory]
    [MemberData(nameof(Drawn))]
    public void Parts_of_the_panel_stay_in_their_area(string section, string history)
    {
        using Sheet sheet = new(Width, Height);
        IPanelSection drawn = Sections()[section];
        SKRect inside = SKRect.Create(area.Left, area.Top, area.Width, drawn.Height);
        const string Words = "something happened that needs so many words that they do not fit";
        WorldEvent[] events =
        [
            .. Enumerable.Range(0, 1000).Select(i => new WorldEvent(1000L * i, (WorldEventKind)(i % 6), Words) { Observation = i }),
        ];
        sheet.Draw(drawn, inside, Histories()[history], events);
        Assert.All(
            sheet.Pixels.Where(pixel => pixel.Color.Alpha > 0),
            pixel => Assert.True(inside.Contains(pixel.X + 0.5f, pixel.Y + 0.5f), $"{pixel}"));
        Assert.Contains(sheet.Pixels, pixel => pixel.Color.Alpha > 0);
    }

    private static Dictionary<string, IPanelSection> Sections() => new()
    {
        ["territory"] = new TerritoryPlot(),
        ["entropy"] = LinePlot.Entropy,
        ["loss"] = LinePlot.Loss,
        ["events"] = new EventsList(),
    };

    private static Dictionary<string, HistorySample[]> Histories() => new()
    {
        ["none"] = [],
        ["one"] = [new(123_456, [0.4f, 0.6f], 0.5f, 2.5f)],
        ["sun alone"] = [new(0, [1], 0, null), new(1, [1], 0, null)],
        ["many"] = [.. Enumerable.Range(0, 1024).Select(i => Sample(987_654L * i, 24))],
        ["more species"] = [.. Enumerable.Range(0, 100).Select(i => Sample(i, i < 50 ? 1 : 3))],
        ["back"] = [.. Enumerable.Range(0, 100).Select(i => Sample(i % 7, 2))],
        ["not numbers"] =
            [.. Enumerable.Range(0, 50).Select(i => new HistorySample(i, [float.NaN, 1], float.NaN, float.NegativeInfinity))],
        ["far apart"] = [.. Enumerable.Range(0, 50).Select(i => new HistorySample(i, [0, 1], i, i % 2 * 1e30f - 1e-30f))],
    };

    private static HistorySample Sample(long step, int species) =>
        new(step, [0, .. Enumerable.Repeat(1f / species, species)], 0.5f, (float)Math.Sin(step)) { Observation = step };
}
