using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The header's buttons, tools and what of the world is shown.</summary>
public sealed class PanelControlsTests : IDisposable
{
    private readonly PanelBench bench = new();

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>Buttons that ask the world for something.</summary>
    [Theory]
    [InlineData("Pause", "SetPause True", "SetPause False")]
    [InlineData("Step", nameof(TakeSteps), nameof(TakeSteps))]
    [InlineData("Reset", nameof(ResetWorld), nameof(ResetWorld))]
    [InlineData("Slower", "SetPace 20 steps a second", "SetPace 10 steps a second")]
    [InlineData("Faster", "SetPace 2 steps a frame", "SetPace 4 steps a frame")]
    [InlineData("Undo", nameof(Undo), nameof(Undo))]
    [InlineData("Redo", nameof(Redo), nameof(Redo))]
    [InlineData("Picture", nameof(SavePicture), nameof(SavePicture))]
    public void A_button_asks_once(string button, string first, string second)
    {
        bench.Click(button);
        bench.TabTo(button);
        bench.Press(Key.Space);
        Assert.Equal([first, second], bench.Controls.Calls);
    }

    /// <summary>Only a world that follows a recipe can be taken over.</summary>
    [Fact]
    public void A_replay_can_be_taken_over()
    {
        Assert.DoesNotContain("Take over", bench.Names());
        WorldSnapshot replay = PanelBench.Snapshot(bench.Controls.Wanted) with { IsReplay = true };
        bench.Show(replay);
        bench.Click("Take over");
        bench.Show(replay);
        bench.TabTo("Faster");
        bench.Show(replay);
        bench.Click("Take over");
        Assert.Equal([nameof(TakeOver), nameof(TakeOver)], bench.Controls.Calls);
    }

    /// <summary>All tools.</summary>
    [Fact]
    public void Tools_are_chosen()
    {
        foreach (Tool tool in Enum.GetValues<Tool>().Reverse())
        {
            bench.Click($"Tool {tool}");
            Assert.Equal(tool, bench.State.Tool);
        }
    }

    /// <summary>Both ends of the brush's slider, and the way between them.</summary>
    [Fact]
    public void The_brush_grows_faster_and_faster()
    {
        bench.Click("Brush radius", 0);
        Assert.Equal(0, bench.State.BrushRadius);
        bench.Click("Brush radius");
        Assert.InRange(bench.State.BrushRadius, 15, 30);
        bench.Click("Brush radius", 0.999f);
        Assert.Equal(ViewState.LargestBrush, bench.State.BrushRadius);
    }

    /// <summary>Around all layers and back.</summary>
    [Fact]
    public void Every_layer_is_reached()
    {
        HashSet<Layer> seen = [];
        foreach (Layer _ in RuleSets.Standard.Layers)
        {
            bench.Click("Layer", 0.9f);
            seen.Add(bench.State.Layer.Layer);
        }

        Assert.Equal(RuleSets.Standard.Layers.Count, seen.Count);
        Assert.Equal(Layer.Territory, bench.State.Layer.Layer);
        bench.Click("Layer", 0.1f);
        Assert.Equal(Layer.Activity, bench.State.Layer.Layer);
    }

    /// <summary>Layers of one species or one channel go around what there is.</summary>
    [Fact]
    public void Layers_have_an_index_where_they_need_one()
    {
        Assert.DoesNotContain("Layer index", bench.Names());
        bench.Click("Species 5");
        bench.Click("Layer", 0.9f);
        Assert.Equal(new LayerChoice(Layer.Aliveness, 5), bench.State.Layer);
        bench.Click("Layer index", 0.9f);
        Assert.Equal(new LayerChoice(Layer.Aliveness, 1), bench.State.Layer);

        bench.State.Layer = new LayerChoice(Layer.Channel);
        bench.Show();
        bench.Click("Layer index", 0.1f);
        Assert.Equal(new LayerChoice(Layer.Channel, 33), bench.State.Layer);
    }

    /// <summary>Around all palettes and back; what is drawn in a species' colour follows at once.</summary>
    [Fact]
    public void Every_palette_is_reached()
    {
        foreach (string name in Palette.Names.Skip(1).Append(Palette.Names[0]))
        {
            bench.Click("Colours", 0.9f);
            Assert.Equal(name, bench.State.Palette.Name);
            Assert.True(bench.Shows(Theme.FromRgba(bench.State.Palette.Species(3))), name);
        }

        bench.Click("Colours", 0.1f);
        Assert.Equal(Palette.Names[^1], bench.State.Palette.Name);
    }

    /// <summary>The list of keys has a button.</summary>
    [Fact]
    public void The_keys_are_listed()
    {
        bench.Click("Help");
        Assert.True(bench.State.ShowsHelp);
        bench.Click("Help");
        Assert.False(bench.State.ShowsHelp);
    }

    /// <summary>The switch of the patch.</summary>
    [Fact]
    public void The_patch_is_outlined()
    {
        bench.Click("Outline the learning patch");
        Assert.True(bench.State.ShowsPatch);
        bench.Click("Outline the learning patch");
        Assert.False(bench.State.ShowsPatch);
    }

    /// <summary>Whatever the panel is about, it says that the world has died.</summary>
    [Fact]
    public void Death_is_announced_in_the_colour_of_warnings()
    {
        Assert.False(bench.Shows(Theme.Warning));
        bench.Show(PanelBench.Snapshot(bench.Controls.Wanted, isPaused: true, death: "It learned too fast."));
        Assert.True(bench.Shows(Theme.Warning));
    }
}
