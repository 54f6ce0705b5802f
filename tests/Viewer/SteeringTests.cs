using System.Drawing;
using System.Reflection;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.Steering;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>What the user does to the window happens to the world, and what happens to the world shows in the window.</summary>
[Collection("viewer")]
public class SteeringTests
{
    /// <summary>The window's cells have the engine's colours, near and far, on every way that pixels take.</summary>
    [Theory]
    [InlineData("cpu", "HostMapped")]
    [InlineData("opencl", "Copy")]
    public void Cells_have_their_colours(string device, string path)
    {
        using ViewerSession session = new(device);
        Assert.Equal(path, session.Viewer.Picture.Path.ToString());
        session.Viewer.State.ShowsInspector = false;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 3, "three steps");
        session.Pause();
        Assert.Equal(48 * 40, session.AssertCellsAreRight());
        for (int notch = 0; notch < 6; notch++)
        {
            session.Viewer.Window.Post(new WheelTurned(1, 400, 300, Modifiers.None));
        }

        session.UntilDrawn();
        Assert.InRange(session.AssertCellsAreRight(), 50, 1500);
    }

    /// <summary>Another palette is there at once, while the world stands still, near and far.</summary>
    [Fact]
    public void Palettes_are_changed_by_a_key()
    {
        using ViewerSession session = new();
        session.Viewer.State.ShowsInspector = false;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 3, "three steps");
        session.Pause();
        session.Press(Key.C);
        session.UntilDrawn();
        Assert.Equal(Palette.Names[1], session.Viewer.State.Palette.Name);
        Assert.Equal(48 * 40, session.AssertCellsAreRight());
        session.Press(Key.C, Modifiers.Shift);
        session.Press(Key.C, Modifiers.Shift);
        session.UntilDrawn();
        Assert.Equal(Palette.Names[^1], session.Viewer.State.Palette.Name);
        Assert.Equal(48 * 40, session.AssertCellsAreRight());
    }

    /// <summary>Every key that a button names is in the list of keys, by that name, and no key does two things.</summary>
    [Fact]
    public void Buttons_name_the_keys_there_are()
    {
        using ViewerSession session = new();
        FieldInfo[] fields = typeof(PanelKeys).GetFields();
        Chord[] named = [.. fields.Select(field => (Chord)field.GetValue(null)!), .. Enum.GetValues<Tool>().Select(PanelKeys.Of)];
        Assert.Equal(fields.Length + 5, named.Distinct().Count());
        Assert.All(named, chord => Assert.Contains(session.Viewer.Keys, group =>
            group.Keys.Split(' ').Contains(chord.Text)
            && group.Shortcuts.Any(shortcut => (shortcut.Key, shortcut.Modifiers) == (chord.Key, chord.Modifiers))));
        Shortcut[] all = [.. session.Viewer.Keys.SelectMany(group => group.Shortcuts)];
        Assert.Equal(all.Length, all.Select(shortcut => (shortcut.Key, shortcut.Modifiers)).Distinct().Count());
    }

    /// <summary>What explains the window goes with whatever somebody does, but for a Shift on its way to another key.</summary>
    [Fact]
    public void The_first_card_goes_with_the_first_deed()
    {
        using ViewerSession session = new();
        InputEvent[] deeds =
        [
            new KeyPressed(Key.Escape, Modifiers.None),
            new KeyPressed(Key.W, Modifiers.None),
            new PointerPressed(PointerButton.Left, 5, 5, Modifiers.None),
        ];
        foreach (InputEvent deed in deeds)
        {
            session.Viewer.State.ShowsWelcome = true;
            session.Press(Key.Unknown, Modifiers.Shift);
            session.Viewer.Window.Post(new PointerMoved(9, 9));
            session.Viewer.Frame();
            Assert.True(session.Viewer.State.ShowsWelcome);
            session.Viewer.Window.Post(deed);
            session.Viewer.Frame();
            Assert.False(session.Viewer.State.ShowsWelcome);
        }

        Assert.Equal(Tool.Wall, session.Viewer.State.Tool);
    }

    /// <summary>So have they in every layer.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void Layers_have_their_colours(string device)
    {
        using ViewerSession session = new(device);
        session.Viewer.State.ShowsInspector = false;
        foreach (Layer layer in RuleSets.Standard.Layers.Skip(1).Append(Layer.Territory))
        {
            session.Press(Key.M);
            Assert.Equal(layer, session.Viewer.State.Layer.Layer);
            session.Press(Key.N);
            session.UntilDrawn();

            // The legend covers what lies behind it.
            session.Viewer.State.ShowsPanel = true;
            session.Viewer.Camera.Fit();
            session.Viewer.Camera.Pan(0, -3000);
            session.UntilDrawn();
            Assert.True(session.AssertCellsAreRight() > 0);
        }
    }

    /// <summary>A drag builds a wall, without gaps, where the pointer was; undo takes it back.</summary>
    [Fact]
    public void A_wall_is_drawn_and_taken_back()
    {
        using ViewerSession session = new();
        session.Pause();
        float[] before = session.Ask(world => world.ReadGrid());
        session.Press(Key.W);
        session.Viewer.State.BrushRadius = 1;
        session.Drag(session.Cell(5, 5), session.Cell(30, 5), session.Cell(30, 20));
        float[] walls = session.Ask(world => world.ReadWalls());
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 48; x++)
            {
                double distance = Math.Min(Distance(x, y, 5, 5, 30, 5), Distance(x, y, 30, 5, 30, 20));
                Assert.True(walls[y * 48 + x] == (distance <= 1.5 ? 1 : 0), $"cell {x}, {y}");
            }
        }

        session.Press(Key.U);
        Assert.All(session.Ask(world => world.ReadWalls()), wall => Assert.Equal(0, wall));
        Assert.Equal(before, session.Ask(world => world.ReadGrid()));
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Kind == WorldEventKind.Edit);
    }

    /// <summary>Painting gives cells to the species of the number that was pressed, erasing gives them back.</summary>
    [Fact]
    public void Cells_are_painted_and_erased()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Press(Key.P);
        session.Press(Key.Digit2);
        session.Viewer.State.BrushRadius = 3;
        session.Drag(session.Cell(24, 20));
        float[] grid = session.Ask(world => world.ReadGrid());
        Assert.Equal(1, grid[2 * 1920 + 20 * 48 + 24]);
        Assert.Equal(1, grid[2 * 1920 + 20 * 48 + 27]);
        Assert.Equal(0, grid[0 * 1920 + 20 * 48 + 24]);
        session.Press(Key.E);
        session.Drag(session.Cell(24, 20));
        Assert.Equal(1, session.Ask(world => world.ReadGrid())[20 * 48 + 24]);
    }

    /// <summary>Seeds land within the brush, as many as a species starts with, and undo knows them.</summary>
    [Fact]
    public void Seeds_are_scattered()
    {
        using ViewerSession session = new();
        session.Pause();
        float[] before = session.Ask(world => world.ReadGrid());
        session.Press(Key.D);
        session.Press(Key.Digit3);
        session.Viewer.State.BrushRadius = 10;
        session.Drag(session.Cell(24, 20));
        float[] after = session.Ask(world => world.ReadGrid());
        List<(int X, int Y)> changed = [];
        for (int cell = 0; cell < 1920; cell++)
        {
            if (after[3 * 1920 + cell] != before[3 * 1920 + cell])
            {
                changed.Add((cell % 48, cell / 48));
            }
        }

        Assert.InRange(changed.Count, 12, 20);
        Assert.All(changed, cell => Assert.True(Math.Sqrt(Math.Pow(cell.X - 24, 2) + Math.Pow(cell.Y - 20, 2)) <= 11, $"{cell}"));
        session.Press(Key.Z, Modifiers.Control);
        Assert.Equal(before, session.Ask(world => world.ReadGrid()));
    }

    /// <summary>Those without a mouse move the view and use the tool in its middle.</summary>
    [Fact]
    public void Everything_is_drawn_by_keys_too()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Press(Key.W);
        session.Press(Key.LeftBracket);
        session.Press(Key.Home);
        session.Press(Key.Enter);
        (int x, int y) = session.Viewer.Camera.CellAt(session.Viewer.Camera.Middle)!.Value;
        Assert.Equal(1, session.Ask(world => world.ReadWalls())[y * 48 + x]);
        session.Press(Key.Equal);
        session.Press(Key.Right);
        session.Press(Key.Right);
        session.Press(Key.Enter);
        (int newX, int newY) = session.Viewer.Camera.CellAt(session.Viewer.Camera.Middle)!.Value;
        Assert.True(newX > x + 2);
        Assert.Equal(1, session.Ask(world => world.ReadWalls())[newY * 48 + newX]);
    }

    /// <summary>A dragged slider, a typed value and a reset to the default reach the world.</summary>
    [Fact]
    public void Parameters_change_while_the_world_runs()
    {
        using ViewerSession session = new();
        PointF slider = session.Widget("GrowthGateSteepness.slider");
        session.Drag(slider, slider with { X = slider.X - 30 }, slider with { X = slider.X - 60 });
        float steepness = session.Ask(world => world.Parameters.Ecosystem().GrowthGateSteepness);
        Assert.NotEqual(20, steepness);
        Assert.InRange(steepness, 0.5f, 50);
        session.Click("GrowthGateSteepness.reset");
        Assert.Equal(20, session.Ask(world => world.Parameters.Ecosystem().GrowthGateSteepness));

        session.Press(Key.Slash);
        session.Type("UpdateProb");
        session.Click("UpdateProbability.value");
        for (int i = 0; i < 8; i++)
        {
            session.Press(Key.Backspace);
        }

        session.Type("0.25");
        session.Press(Key.Enter);
        Assert.Equal(0.25f, session.Ask(world => world.Parameters.Ecosystem().UpdateProbability));
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Text == "UpdateProbability = 0.25");
        Assert.False(session.Viewer.World.Snapshot.IsPaused);
    }

    /// <summary>Pressed keys stop the world, let it take single steps, and let it go on.</summary>
    [Fact]
    public void The_world_pauses_and_steps()
    {
        using ViewerSession session = new();
        session.Pause();
        long step = session.Ask(world => world.StepNumber);
        session.Frames(20);
        Assert.Equal(step, session.Ask(world => world.StepNumber));
        session.Press(Key.N);
        session.Press(Key.N);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == step + 2, "two steps");
        session.Frames(10);
        Assert.Equal(step + 2, session.Ask(world => world.StepNumber));
        session.Press(Key.Space);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > step + 4, "more steps");
    }

    /// <summary>The pace sets the steps: one a second leaves time for many frames, several a frame for few.</summary>
    [Fact]
    public void The_pace_is_kept()
    {
        using ViewerSession session = new();
        while (session.Viewer.World.Snapshot.Pace != Pace.All[0])
        {
            session.Press(Key.F, Modifiers.Shift);
            session.Frames(8);
        }

        long before = session.Ask(world => world.StepNumber);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        session.Frames(100);
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.InRange(session.Ask(world => world.StepNumber) - before, 0, (long)seconds + 2);
        while (session.Viewer.World.Snapshot.Pace.StepsPerFrame != 4)
        {
            session.Press(Key.F);
            session.Frames(8);
        }

        // Never more than four a frame; fewer where the machine is busy.
        before = session.Ask(world => world.StepNumber);
        long frames = session.Viewer.Frames;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= before + 8, "eight steps");
        long taken = session.Ask(world => world.StepNumber) - before;
        Assert.InRange(taken, 8, 4 * (session.Viewer.Frames - frames + 4));
    }

    /// <summary>Reset begins again at step 0 with the same rules, walls and schedule.</summary>
    [Fact]
    public void The_world_starts_again()
    {
        Wall wall = new(0, 0.5f, 1, 0.5f, 0.02f);
        using ViewerSession session = new(
            configuration: RunConfiguration.Default with { Parameters = ViewerSession.Small, Walls = [wall] });
        float[] walls = session.Ask(world => world.ReadWalls());
        Assert.Contains(1f, walls);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 5, "five steps");
        session.Pause();
        session.Press(Key.R);
        Assert.Equal(0, session.Ask(world => world.StepNumber));
        Assert.Equal(walls, session.Ask(world => world.ReadWalls()));
        Assert.Contains(session.Viewer.World.Snapshot.Events, e => e.Kind == WorldEventKind.Reset);
    }

    /// <summary>More species and another grid: the world is rebuilt, goes on, and is drawn as it is now.</summary>
    [Fact]
    public void A_rebuilt_world_goes_on()
    {
        using ViewerSession session = new();
        session.Pause();
        foreach (string change in (string[])["Species=5", "GridWidth=40", "GridHeight=56"])
        {
            session.Assign(change);
        }

        session.Until(() => session.Viewer.World.Snapshot.Metrics.Populations.Length == 6, "five species");
        session.Viewer.State.ShowsInspector = false;
        session.Press(Key.N);
        session.UntilDrawn();
        Assert.Equal(40 * 56, session.AssertCellsAreRight());
    }

    /// <summary>What cannot be is refused in one line, and the world goes on as it was.</summary>
    [Fact]
    public void An_impossible_change_is_refused()
    {
        using ViewerSession session = new();
        session.Assign("GridWidth=65536");
        session.Assign("GridHeight=65536");
        session.Until(() => session.Viewer.World.Notice is { IsWarning: true }, "a refusal");
        Assert.Contains("GiB", session.Viewer.World.Notice!.Text);
        session.Until(() => session.Viewer.World.Wanted.GridHeight == 40, "the old height");
        long step = session.Viewer.World.Snapshot.Metrics.Step;
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > step, "a step");
    }

    /// <summary>The window follows its size, and full screen, with the right cells in the right places.</summary>
    [Fact]
    public void The_window_changes_its_size()
    {
        using ViewerSession session = new();
        session.Viewer.State.ShowsInspector = false;
        session.Pause();
        session.Viewer.Window.Resize(900, 620);
        session.Until(() => session.Viewer.Window.FramebufferSize == (900, 620), "the new size");
        session.UntilDrawn();
        Assert.Equal(48 * 40, session.AssertCellsAreRight());
        session.Press(Key.F11);
        session.Until(() => session.Viewer.Window.FramebufferSize.Width > 900, "full screen");
        session.UntilDrawn();
        Assert.Equal(48 * 40, session.AssertCellsAreRight());
        session.Press(Key.F11);
        session.Until(() => session.Viewer.Window.FramebufferSize == (900, 620), "the old size");
        session.Viewer.Window.Resize(120, 80);
        session.Frames(10);
    }

    /// <summary>The cell under the pointer is told of, and the one that is told of is the one under the pointer.</summary>
    [Fact]
    public void The_cell_under_the_pointer_is_inspected()
    {
        using ViewerSession session = new();
        session.Pause();
        PointF place = session.Cell(17, 29);
        session.Viewer.Window.Post(new PointerMoved(place.X, place.Y));
        session.Until(() => session.Viewer.Watcher.Inspection is { X: 17, Y: 29 }, "an inspection");
        float[] grid = session.Ask(world => world.ReadGrid());
        Assert.Equal(
            Enumerable.Range(0, 4).Select(entity => grid[entity * 1920 + 29 * 48 + 17]),
            session.Viewer.Watcher.Inspection!.Aliveness);
        Assert.NotNull(session.Viewer.Watcher.Inspection.Scores[0]);
    }

    private static double Distance(double x, double y, double fromX, double fromY, double toX, double toY)
    {
        double lengthSquared = Math.Pow(toX - fromX, 2) + Math.Pow(toY - fromY, 2);
        double part = Math.Clamp(((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / lengthSquared, 0, 1);
        return Math.Sqrt(Math.Pow(x - fromX - part * (toX - fromX), 2) + Math.Pow(y - fromY - part * (toY - fromY), 2));
    }
}
