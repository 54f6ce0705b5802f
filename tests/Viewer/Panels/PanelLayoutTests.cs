using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>Where things are, how they scroll, and when they must be drawn again.</summary>
public class PanelLayoutTests
{
    private const float WholeHeight = 6000;

    /// <summary>Nothing lies over anything else, with everything open and everything changed.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(24)]
    public void Widgets_do_not_overlap(int species)
    {
        using PanelBench bench = new(WholeHeight, Changed($"Species={species}"));
        bench.State.Layer = new(GpuEcosystem.Engine.Display.Layers.Layer.Channel);
        bench.Show();
        bench.Click("NetworkDepth.slider", 0.9f);
        (string Name, SKRect Area)[] all = [.. bench.Panel.HitAreas];
        Assert.Equal(all.Length, all.Select(widget => widget.Name).Distinct().Count());
        for (int i = 0; i < all.Length; i++)
        {
            Assert.True(new SKRect(0, 0, SidePanel.Width, WholeHeight).Contains(all[i].Area), all[i].Name);
            for (int j = 0; j < i; j++)
            {
                Assert.False(all[i].Area.IntersectsWith(all[j].Area), $"{all[i].Name} and {all[j].Name}");
            }
        }
    }

    /// <summary>A parameter's name ends before its widgets begin.</summary>
    [Fact]
    public void Names_have_room()
    {
        using PanelBench bench = new(WholeHeight, Changed());
        foreach (ParameterDescription parameter in EcosystemCatalogue.Instance.All)
        {
            float first = bench.Panel.HitAreas
                .Where(widget => widget.Name.StartsWith(parameter.Name + ".", StringComparison.Ordinal))
                .Where(widget => !widget.Name.EndsWith(".slider", StringComparison.Ordinal))
                .Min(widget => widget.Area.Left);
            Assert.True(Theme.Padding + Ink.Measure(parameter.Name) + Theme.Gap < first, parameter.Name);
        }
    }

    /// <summary>Nothing is drawn beside the panel.</summary>
    [Fact]
    public void Everything_fits_in_the_width()
    {
        const int Beside = 200;
        using PanelBench bench = new(WholeHeight, Changed());
        bench.Show(PanelBench.Snapshot(bench.Controls.Wanted, death: string.Join(' ', Enumerable.Repeat("unfortunately", 20))));
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)SidePanel.Width + Beside, (int)WholeHeight));
        bench.Panel.Draw(surface.Canvas, WholeHeight);
        using SKPixmap pixels = surface.PeekPixels();
        for (int y = 0; y < pixels.Height; y++)
        {
            for (int x = (int)SidePanel.Width; x < pixels.Width; x++)
            {
                Assert.Equal(0, pixels.GetPixelColor(x, y).Alpha);
            }
        }
    }

    /// <summary>The wheel moves all but the header, up to the last parameter and no farther.</summary>
    [Fact]
    public void The_wheel_scrolls()
    {
        using PanelBench bench = new(700);
        float pause = bench.Area("Pause").Top;
        float layer = bench.Area("Layer").Top;
        Assert.True(bench.Panel.Handle(new WheelTurned(-1, 100, 500, Modifiers.None)));
        bench.Draw();
        Assert.Equal(pause, bench.Area("Pause").Top);
        Assert.True(bench.Area("Layer").Top < layer);
        bench.Panel.Handle(new WheelTurned(-1000, 100, 500, Modifiers.None));
        bench.Draw();
        Assert.Contains("Seed.value", bench.Names());
        bench.Panel.Handle(new WheelTurned(1000, 100, 500, Modifiers.None));
        bench.Draw();
        Assert.Equal(layer, bench.Area("Layer").Top);
        Assert.False(bench.Panel.Handle(new WheelTurned(-1, 500, 500, Modifiers.None)), "beside the panel");
    }

    /// <summary>The scroll bar can be dragged.</summary>
    [Fact]
    public void The_bar_scrolls()
    {
        using PanelBench bench = new(700);
        bench.Panel.Handle(new PointerPressed(PointerButton.Left, SidePanel.Width - 2, 650, Modifiers.None));
        bench.Panel.Handle(new PointerMoved(SidePanel.Width - 2, 699));
        bench.Panel.Handle(new PointerReleased(PointerButton.Left, SidePanel.Width - 2, 699));
        bench.Draw();
        Assert.Contains("Seed.value", bench.Names());
    }

    /// <summary>What has scrolled under the header cannot be clicked there.</summary>
    [Fact]
    public void The_header_hides_what_is_under_it()
    {
        using PanelBench bench = new(700);
        float end = bench.Area("Section Tools").Top;
        bench.Panel.Handle(new WheelTurned(-2, 100, 500, Modifiers.None));
        bench.Draw();
        Assert.All(
            bench.Panel.HitAreas.SkipWhile(widget => widget.Name != "Help").Skip(1),
            widget => Assert.True(widget.Area.Top >= end - 5, widget.Name));
    }

    /// <summary>A title closes its section, and the focus goes on to what is left.</summary>
    [Fact]
    public void Sections_close()
    {
        using PanelBench bench = new();
        bench.Click("Section Tools");
        Assert.DoesNotContain("Undo", bench.Names());
        bench.TabTo("Section Tools");
        bench.Press(Key.Enter);
        Assert.Contains("Undo", bench.Names());
    }

    /// <summary>A panel that nothing happens to need not be drawn again.</summary>
    [Fact]
    public void It_is_drawn_again_only_after_changes()
    {
        using PanelBench bench = new();
        WorldSnapshot snapshot = PanelBench.Snapshot(bench.Controls.Wanted);
        bench.Show(snapshot);
        bench.Panel.Update(snapshot, 60.2);
        bench.Panel.Handle(new PointerMoved(2000, 10));
        Assert.False(bench.Panel.NeedsDrawing);
        AssertDrawsAfter(bench, () => bench.Panel.Update(snapshot, 30));
        AssertDrawsAfter(bench, () => bench.Panel.Update(snapshot with { IsPaused = true }, 30));
        AssertDrawsAfter(bench, () => bench.State.Tool = Tool.Seeds);
        AssertDrawsAfter(bench, () => bench.Controls.Wanted = bench.Controls.Wanted.Set("Dropout=0.1"));
        AssertDrawsAfter(bench, () => bench.Panel.Handle(new PointerMoved(bench.Area("Step").MidX, bench.Area("Step").MidY)));
        AssertDrawsAfter(bench, () => bench.Panel.Handle(new KeyPressed(Key.Tab, Modifiers.None)));
        AssertDrawsAfter(bench, () => bench.Panel.Handle(new WheelTurned(-1, 10, 500, Modifiers.None)));
        AssertDrawsAfter(bench, bench.Panel.FocusSearch);
        AssertDrawsAfter(bench, () => bench.Panel.Handle(new CharacterTyped("a")));
    }

    /// <summary>Plots get the room that they ask for, under their titles.</summary>
    [Fact]
    public void Plots_have_their_room()
    {
        Plot plot = new();
        using PanelBench bench = new(3000, null, plot);
        Assert.Equal(77, plot.Room.Height, 0.01f);
        Assert.True(plot.Room.Top > bench.Area("Section A plot").Bottom);
    }

    private static void AssertDrawsAfter(PanelBench bench, Action change)
    {
        change();
        Assert.True(bench.Panel.NeedsDrawing);
        bench.Draw();
        Assert.False(bench.Panel.NeedsDrawing);
    }

    // Parameters of which most are not the defaults, so that everything that may be there is.
    private static WorldParameters Changed(string also = "Species=5")
    {
        WorldParameters parameters = EcosystemParameters.Default.Set(also);
        foreach (ParameterDescription parameter in EcosystemCatalogue.Instance.All.Where(parameter => parameter.Maximum < 1000))
        {
            string largest = parameter.Maximum!.Value.ToString(CultureInfo.InvariantCulture);
            parameters = parameter.Name == "Species" ? parameters : parameter.Write(parameters, largest);
        }

        return parameters.Set("Seed=18446744073709551615").Set("Learns[1]=false").Set("LearningRate[1]=0.0012345");
    }

    private sealed class Plot : IPanelSection
    {
        public SKRect Room { get; private set; }

        public string Title => "A plot";

        public float Height => 77;

        public void Draw(Ink ink, SKRect area, WorldSnapshot snapshot, ViewState state) => Room = area;
    }
}
