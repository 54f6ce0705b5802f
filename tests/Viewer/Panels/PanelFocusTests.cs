using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>Which keys are the panel's, and where they go.</summary>
public sealed class PanelFocusTests : IDisposable
{
    private readonly PanelBench bench = new();

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>Without the focus, keys belong to the window; clicking a button does not change that.</summary>
    [Fact]
    public void Keys_are_the_windows_until_Tab()
    {
        bench.Click("Tool Wall");
        Assert.False(bench.Panel.HasFocus);
        Assert.False(bench.Press(Key.Space));
        Assert.False(bench.Press(Key.Left));
        Assert.False(bench.Panel.Handle(new CharacterTyped("a")));
        Assert.True(bench.Press(Key.Tab));
        Assert.Equal("Pause", bench.Panel.FocusedName);
        Assert.True(bench.Press(Key.Escape));
        Assert.False(bench.Panel.HasFocus);
        Assert.False(bench.Press(Key.Escape));
    }

    /// <summary>Tab goes through everything once and around, Shift+Tab back.</summary>
    [Fact]
    public void Tab_reaches_everything()
    {
        HashSet<string> seen = [];
        bench.Press(Key.Tab);
        while (seen.Add(bench.Panel.FocusedName!))
        {
            Assert.Contains(bench.Panel.FocusedName, bench.Names());
            bench.Press(Key.Tab);
        }

        Assert.Equal("Pause", bench.Panel.FocusedName);
        Assert.Contains("Seed.value", seen);
        bench.Press(Key.Tab, Modifiers.Shift);
        Assert.Equal("Seed.value", bench.Panel.FocusedName);
        bench.Press(Key.Down);
        bench.Press(Key.Down);
        bench.Press(Key.Up);
        Assert.Equal("Pause", bench.Panel.FocusedName);
    }

    /// <summary>While typing, every key is the panel's.</summary>
    [Fact]
    public void Typing_takes_all_keys()
    {
        bench.Panel.FocusSearch();
        Assert.True(bench.Panel.IsTyping);
        Assert.True(bench.Press(Key.Space));
        Assert.True(bench.Press(Key.R));
        bench.Press(Key.Escape);
        Assert.False(bench.Panel.IsTyping);
        Assert.False(bench.Panel.HasFocus);
        Assert.Empty(bench.Controls.Calls);
    }

    /// <summary>Arrows turn a number by a round step, with Shift by a tenth of it.</summary>
    [Fact]
    public void Arrows_adjust()
    {
        bench.TabTo("AliveThreshold.slider");
        bench.Press(Key.Right);
        bench.Press(Key.Right, Modifiers.Shift);
        bench.Press(Key.Left);
        Assert.Equal(["AliveThreshold=0.51", "AliveThreshold=0.511", "AliveThreshold=0.5"], bench.Controls.Calls);
    }

    /// <summary>A button that goes when it is pressed leaves the focus to its neighbour.</summary>
    [Fact]
    public void The_focus_stays_near_a_button_that_goes()
    {
        bench.TabTo("AliveThreshold.slider");
        bench.Press(Key.Right);
        bench.Press(Key.Up);
        Assert.Equal("AliveThreshold.reset", bench.Panel.FocusedName);
        bench.Press(Key.Enter);
        Assert.Equal("AliveThreshold.value", bench.Panel.FocusedName);
    }

    /// <summary>A press beside the panel is the window's, and ends typing.</summary>
    [Fact]
    public void A_press_elsewhere_takes_the_focus_away()
    {
        bench.Panel.FocusSearch();
        Assert.False(bench.Panel.Handle(new PointerPressed(PointerButton.Left, 600, 300, Modifiers.None)));
        Assert.False(bench.Panel.HasFocus);
        Assert.False(bench.Panel.Handle(new PointerReleased(PointerButton.Left, 100, 300)), "it began beside the panel");
    }
}
