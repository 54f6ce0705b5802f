using System.Drawing;
using System.Globalization;
using GpuEcosystem.Sessions.Commands;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A mouse and a keyboard, by way of the window system, steer the world.</summary>
[Collection("viewer")]
public class RealInputTests
{
    /// <summary>Keys choose a tool, a drag builds a wall, the wheel makes the brush larger, U takes the wall back.</summary>
    [Fact]
    public void A_wall()
    {
        using ViewerSession session = new();
        Focus();
        Do(session, "key space key w", () => session.Viewer.State.Tool == Tool.Wall);
        session.Until(() => session.Viewer.World.Snapshot.IsPaused, "a pause");
        float radius = session.Viewer.State.BrushRadius;
        Do(session, $"mousemove {Place(session.Cell(10, 10))} click 4", () => session.Viewer.State.BrushRadius > radius);
        radius = session.Viewer.State.BrushRadius;
        VirtualDisplay.Do($"mousedown 1 mousemove {Place(session.Cell(20, 10))} mousemove {Place(session.Cell(30, 10))} mouseup 1");
        session.Frames(10);
        float[] walls = session.Ask(world => world.ReadWalls());
        for (int x = 10; x <= 30; x++)
        {
            Assert.Equal(1, walls[10 * 48 + x]);
            Assert.Equal(1, walls[(10 + (int)radius) * 48 + x]);
            Assert.Equal(0, walls[(12 + (int)radius) * 48 + x]);
        }

        VirtualDisplay.Do("key u");
        session.Frames(10);
        Assert.DoesNotContain(1f, session.Ask(world => world.ReadWalls()));
    }

    /// <summary>A slider is dragged, its value is typed.</summary>
    [Fact]
    public void A_slider()
    {
        using ViewerSession session = new();
        Focus();
        PointF slider = session.Widget("UpdateProbability.slider");
        VirtualDisplay.Do(
            $"mousemove {Place(slider)} mousedown 1 mousemove {Place(slider with { X = slider.X - 15 })} "
            + $"mousemove {Place(slider with { X = slider.X + 30 })} mouseup 1");
        session.Frames(10);
        Assert.NotEqual(0.56f, session.Ask(world => world.Parameters.Ecosystem().UpdateProbability));
        VirtualDisplay.Do($"mousemove {Place(session.Widget("UpdateProbability.value"))} click 1");
        session.Frames(10);
        VirtualDisplay.Do("key End " + string.Concat(Enumerable.Repeat("BackSpace ", 8)) + "0 period 3 1 Return");
        session.Frames(10);
        Assert.Equal(0.31f, session.Ask(world => world.Parameters.Ecosystem().UpdateProbability));

        // The slash opens the search and is not searched for; letters are no shortcuts there.
        VirtualDisplay.Do("key slash s u n p e n");
        session.Frames(10);
        Assert.True(session.Viewer.Panel.IsTyping);
        Assert.Equal(Tool.Look, session.Viewer.State.Tool);
        Assert.Contains(session.Viewer.Panel.HitAreas, area => area.Name == "SunPenalty.slider");
        Assert.DoesNotContain(session.Viewer.Panel.HitAreas, area => area.Name == "UpdateProbability.slider");
    }

    /// <summary>The wheel and a drag bring a cell nearer and move it.</summary>
    [Fact]
    public void The_view()
    {
        using ViewerSession session = new();
        Focus();
        session.Viewer.State.ShowsInspector = false;
        session.Pause();
        double zoom = session.Viewer.Camera.Zoom;
        PointF place = session.Cell(12, 30);
        Do(session, $"mousemove {Place(place)} click --repeat 5 4", () => session.Viewer.Camera.Zoom > 2 * zoom);
        Assert.Equal((12, 30), session.Viewer.Camera.CellAt(place));
        session.UntilDrawn();
        Assert.InRange(session.AssertCellsAreRight(), 20, 1000);
        PointF before = session.Cell(12, 30);
        VirtualDisplay.Do($"mousedown 3 mousemove_relative 40 25 mouseup 3");
        session.Frames(10);
        PointF after = session.Cell(12, 30);
        Assert.Equal(before.X + 40, after.X, 0.6);
        Assert.Equal(before.Y + 25, after.Y, 0.6);
    }

    // No window manager runs, so nobody else gives the focus.
    private static void Focus() =>
        VirtualDisplay.Do($"windowfocus --sync {VirtualDisplay.Do("search --sync --onlyvisible --name ^GpuEcosystem$")}");

    private static void Do(ViewerSession session, string arguments, Func<bool> outcome)
    {
        VirtualDisplay.Do(arguments);
        session.Until(outcome, $"what comes of {arguments}");
    }

    private static string Place(PointF place) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)place.X} {(int)place.Y}");
}
