using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>The window shows any of several worlds, or all.</summary>
public class ShownWorldTests
{
    private static readonly PetriDishParameters three = PetriDishParameters.Default with
    {
        Species = 3,
        GridWidth = 40,
        GridHeight = 30,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        BatchWorlds = 3,
        PoolWorlds = 3,
    };

    /// <summary>A key goes through them; only where the first is in sight, something can be edited.</summary>
    [Fact]
    public void A_key_goes_through_the_worlds()
    {
        using ViewerSession session = new(configuration: new RunConfiguration(three, [], []));
        (string World, Tool Tool, double Width)[] seen = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            session.Press(Key.W);
            session.Viewer.Frame();
            (string World, Tool Tool, double Width) now =
                ($"{session.Viewer.State.World}", session.Viewer.State.Tool, session.Viewer.State.World.AreaIn(three).Width);
            session.UntilDrawn();
            session.Press(Key.B);
            return now;
        })];
        Assert.Equal(
            [("1", Tool.Wall, 40), ("2", Tool.Look, 40), ("3", Tool.Look, 40), ("all", Tool.Wall, 81), ("1", Tool.Wall, 40)], seen);
        session.Press(Key.B, Modifiers.Shift);
        Assert.Equal("1", $"{session.Viewer.State.World}");
    }

    /// <summary>Where worlds become fewer, one that is no more is shown no longer.</summary>
    [Fact]
    public void A_world_that_is_no_more_is_not_shown()
    {
        using ViewerSession session = new(configuration: new RunConfiguration(three, [], []));
        session.Press(Key.B);
        session.Press(Key.B);
        session.UntilDrawn();
        Assert.Equal("3", $"{session.Viewer.State.World}");
        session.Viewer.World.Send(new Act(new ChangeParameters([three.Catalogue.Parse("BatchWorlds=2")])));
        session.Until(() => $"{session.Viewer.State.World}" == "1", "the first world is shown");
        session.UntilDrawn();
    }
}
