using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Cards;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The pointer asks plots, and chooses the time that they show.</summary>
[Collection("Ink")]
public sealed class PanelPlotTests : IDisposable
{
    private readonly PanelBench bench = new(3000, null, new TerritoryPlot(), LinePlot.Entropy, new EventsList());

    public PanelPlotTests() => Show();

    private TimeView Time => bench.State.Time;

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>Beside the pointer stands what each holds then, in its colour; elsewhere it does not.</summary>
    [Fact]
    public void The_values_under_the_pointer_are_shown()
    {
        SKRect plot = bench.Area("Plot Territory");
        SKRect above = new(plot.Left, plot.Top - 130, plot.Right, plot.Top - 10);
        SKColor second = Theme.FromRgba(bench.State.Palette.Species(2));
        Assert.False(bench.Shows(second, above));
        bench.Panel.Handle(new PointerMoved(plot.MidX, plot.MidY));
        Assert.True(bench.Panel.NeedsDrawing);
        Show();
        Assert.True(bench.Shows(second, above));
        bench.Panel.Handle(new PointerMoved(plot.MidX + 20, plot.MidY));
        Assert.True(bench.Panel.NeedsDrawing);
        bench.Panel.Handle(new PointerMoved(plot.MidX, plot.Bottom + 40));
        Show();
        Assert.False(bench.Shows(second, above));
    }

    /// <summary>The wheel comes closer about the pointer and does not scroll; where all is shown again, it scrolls.</summary>
    [Fact]
    public void The_wheel_zooms()
    {
        using PanelBench low = new(700, null, new TerritoryPlot());
        low.Show(Snapshot());
        while (low.Names().All(name => name != "Plot Territory"))
        {
            low.Panel.Handle(new WheelTurned(-1, 4, 600, Modifiers.None));
            low.Show(Snapshot());
        }

        SKRect plot = low.Area("Plot Territory");
        low.Panel.Handle(new WheelTurned(3, plot.MidX, plot.MidY, Modifiers.None));
        Assert.False(low.State.Time.IsAll);
        Assert.Equal(plot, low.Area("Plot Territory"));
        low.Panel.Handle(new WheelTurned(-3, plot.MidX, plot.MidY, Modifiers.None));
        Assert.True(low.State.Time.IsAll);
        Assert.Equal(plot, low.Area("Plot Territory"));
        low.Panel.Handle(new WheelTurned(-1, plot.MidX, plot.MidY, Modifiers.None));
        Assert.NotEqual(plot, low.Area("Plot Territory"));
    }

    /// <summary>A plot that the wheel brings under a pointer which rests knows where that is.</summary>
    [Fact]
    public void A_resting_pointer_asks_too()
    {
        using PanelBench low = new(800, null, new TerritoryPlot());
        low.Show(Snapshot());
        low.Panel.Handle(new PointerMoved(200, 600));
        while (!low.Panel.HitAreas.Any(widget => widget.Name == "Plot Territory" && widget.Area.Contains(200, 600)))
        {
            low.Panel.Handle(new WheelTurned(-1, 200, 600, Modifiers.None));
            low.Show(Snapshot());
        }

        float top = low.Area("Plot Territory").Top;
        Assert.True(low.Shows(Theme.FromRgba(low.State.Palette.Species(2)), new SKRect(150, top - 130, 250, top - 10)));
    }

    /// <summary>Dragging takes the time along, in all plots; a double click shows everything.</summary>
    [Fact]
    public void Dragging_moves_and_a_double_click_shows_all()
    {
        SKRect plot = bench.Area("Plot Entropy");
        bench.Panel.Handle(new WheelTurned(5, plot.MidX, plot.MidY, Modifiers.None));
        (double first, double last) = Time.In(Samples);
        bench.Panel.Handle(new PointerPressed(PointerButton.Left, plot.MidX, plot.MidY, Modifiers.None));
        bench.Panel.Handle(new PointerMoved(plot.MidX + plot.Width / 4, plot.MidY));
        bench.Panel.Handle(new PointerReleased(PointerButton.Left, plot.MidX + plot.Width / 4, plot.MidY));
        Assert.Equal(first - (last - first) / 4, Time.In(Samples).First, 3);
        bench.Click("Plot Territory");
        bench.Click("Plot Territory");
        Assert.True(Time.IsAll);
    }

    /// <summary>So do keys, once Tab has led there.</summary>
    [Fact]
    public void Keys_do_the_same()
    {
        bench.TabTo("Plot Entropy");
        Show();
        bench.Panel.Handle(new KeyPressed(Key.Equal, Modifiers.None));
        Assert.Equal((25, 75), Time.In(Samples));
        bench.Panel.Handle(new KeyPressed(Key.Right, Modifiers.None));
        Assert.Equal((35, 85), Time.In(Samples));
        bench.Panel.Handle(new KeyPressed(Key.Left, Modifiers.None));
        bench.Panel.Handle(new KeyPressed(Key.Minus, Modifiers.None));
        Assert.True(Time.IsAll);
        bench.Panel.Handle(new KeyPressed(Key.Equal, Modifiers.None));
        bench.Panel.Handle(new KeyPressed(Key.Home, Modifiers.None));
        Assert.True(Time.IsAll);
    }

    private static HistorySample[] Samples { get; } =
    [
        .. Enumerable.Range(0, 101).Select(i =>
            new HistorySample(10 * i, [0.1f, 0.3f, 0.2f, 0.2f, 0.1f, 0.1f], 0.9f, 1) { Observation = i }),
    ];

    private static GpuEcosystem.Sessions.WorldSnapshot Snapshot() =>
        PanelBench.Snapshot(GpuEcosystem.Engine.Rules.Ecosystem.EcosystemParameters.Default) with { History = Samples };

    private void Show() => bench.Show(Snapshot());
}
