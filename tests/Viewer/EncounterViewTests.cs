using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>The window has cells counted that change hands while it shows who beats whom.</summary>
[Collection(ViewerCollection.Name)]
public class EncounterViewTests
{
    /// <summary>From opening the panel's section to closing it, or the panel.</summary>
    [Fact]
    public void The_world_counts_while_the_window_shows_it()
    {
        using ViewerSession session = new();
        Assert.False(session.Ask(world => world.CountsConquests));
        System.Drawing.PointF title = session.Widget("Section Who beats whom");
        session.Drag(title);
        session.Until(() => Seen() is { Conquests: not null, Advantages: not null }, "who beats whom");
        Assert.Equal(4, Seen()!.Conquests!.Cells.Length);
        session.Until(() => session.Viewer.Panel.HitAreas.Any(area => area.Name == "Encounters"), "the matrix");
        session.Press(Key.H);
        session.Until(() => Seen() is null, "nothing");
        Assert.False(session.Ask(world => world.CountsConquests));

        Encounters? Seen() => session.Viewer.World.Snapshot.Encounters;
    }
}
