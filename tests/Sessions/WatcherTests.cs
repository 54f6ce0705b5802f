using System.Collections.Concurrent;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Several people watch and steer one world.</summary>
public sealed class WatcherTests : IDisposable
{
    private static readonly Palette palette = Palette.Find("vivid");
    private static readonly PictureFrame whole = new(new Area(0, 0, 11, 9), 1);

    private readonly HeadlessSession session = new(new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)));

    public WatcherTests()
    {
        session.World.Send(new SetPause(true));
        session.World.Start();
    }

    public void Dispose() => session.Dispose();

    /// <summary>Each sees what they want to, a picture for every time that they ask, and the newest.</summary>
    [Fact]
    public void Everybody_has_a_view_of_their_own()
    {
        (ImageWatcher territory, ConcurrentQueue<CellImage> seen) = Watch(new ViewRequest(LayerChoice.Default, palette, whole));
        LayerChoice attack = new(Layer.Attack);
        (ImageWatcher corner, ConcurrentQueue<CellImage> other) =
            Watch(new ViewRequest(attack, palette, new PictureFrame(new Area(4, 2, 6, 6), 2), Pointer: (3, 5)));
        Assert.Empty(seen);
        territory.Want();
        corner.Want();
        session.Until(() => seen.Count == 1 && other.Count == 1, "a picture each");
        Assert.Equal(session.Ask(world => world.ReadCodes(LayerChoice.Default, whole)), seen.Single().Pixels);
        CellImage averaged = other.Single();
        Assert.Equal(session.Ask(world => world.ReadPicture(attack, palette, averaged.Frame)), averaged.Pixels);
        Assert.Equal((3, 3), (averaged.Frame.Width, averaged.Frame.Height));
        session.Until(() => corner.Inspection is { X: 3, Y: 5 }, "an inspection");
        Assert.Null(territory.Inspection);

        // Who does not ask gets nothing, however many steps are taken; who asks then gets the last.
        session.Send(new TakeSteps(3));
        Assert.Single(seen);
        territory.Want();
        session.Until(() => seen.Count == 2, "the newest picture");
        Assert.Equal(3, seen.Last().Step);
    }

    /// <summary>What several ask for alike is drawn once: of single cells the codes, whatever the palette.</summary>
    [Fact]
    public void Equal_pictures_are_drawn_once()
    {
        (ImageWatcher first, ConcurrentQueue<CellImage> firstSeen) = Watch(new ViewRequest(LayerChoice.Default, palette, whole));
        (ImageWatcher second, ConcurrentQueue<CellImage> secondSeen) =
            Watch(new ViewRequest(LayerChoice.Default, Palette.Find("magma"), whole));
        using (session.Hold())
        {
            first.Want();
            second.Want();
        }

        session.Until(() => firstSeen.Count == 1 && secondSeen.Count == 1, "a picture each");
        Assert.Same(firstSeen.Single(), secondSeen.Single());
    }

    /// <summary>A part of a grid that is no more is left out, until another part is asked for.</summary>
    [Fact]
    public void Nobody_sees_beyond_the_grid()
    {
        (ImageWatcher watcher, ConcurrentQueue<CellImage> seen) =
            Watch(new ViewRequest(LayerChoice.Default, palette, new PictureFrame(new Area(0, 0, 12, 9), 1), Pointer: (11, 0)));
        watcher.Want();
        session.Send(new TakeSteps());
        Assert.Empty(seen);
        Assert.Null(watcher.Inspection);
        watcher.Show(new ViewRequest(LayerChoice.Default, palette, whole));
        session.Until(() => seen.Count == 1, "the picture that was asked for");
    }

    /// <summary>Only the pacemaker's frames hold steps back: who watches and takes nothing holds nobody up.</summary>
    [Fact]
    public void A_watcher_that_sleeps_holds_nothing_up()
    {
        Watch(new ViewRequest(LayerChoice.Default, palette, whole));
        session.Send(new SetPace(Pace.Default));
        session.Send(new SetPause(false));
        session.Until(() => session.World.StepsTaken >= 20, "steps without frames");
    }

    /// <summary>A pacemaker that takes no frames stops a world whose every step is to be shown; when it leaves, the world goes on.</summary>
    [Fact]
    public void The_pacemaker_holds_steps_back()
    {
        FrameWatcher window = new(new ViewRequest(LayerChoice.Default, palette, whole), new FrameExchange());
        session.World.Join(window, setsPace: true);
        session.Send(new SetPace(Pace.Default));
        session.Send(new SetPause(false));
        session.Until(() => session.World.StepsTaken == 1, "one step");
        Thread.Sleep(200);
        Assert.Equal(1, session.World.StepsTaken);
        session.World.Leave(window);
        session.Until(() => session.World.StepsTaken >= 5, "steps");
    }

    /// <summary>Events and the recipe say who did what, and what two do at once is not taken for one gesture.</summary>
    [Fact]
    public async Task Everything_says_who_did_it()
    {
        static Act Stroke(float y, bool begins) =>
            new BrushStroke(Tool.Wall, 1, 1, y, 6, y, 0).ToCommand(LearningWorlds.Tiny, begins);
        Assert.Null((await session.World.Send(Stroke(2, begins: true), "Ada")).Refusal);
        Assert.Null((await session.World.Send(Stroke(5, begins: true), "Bob")).Refusal);
        Assert.Null((await session.World.Send(Stroke(8, begins: false), "Ada")).Refusal);
        Assert.Null((await session.World.Send(HeadlessSession.Change("Dropout=0.1"), "Bob")).Refusal);
        Assert.Null((await session.World.Send(HeadlessSession.Change("Dropout=0.2"))).Refusal);
        IReadOnlyList<WorldEvent> events = session.World.Snapshot.Events;
        Assert.Equal(["Ada", "Bob", "Ada", "Bob", null], events.Select(e => e.By));
        Recipe recipe = await session.World.Ask(world => world.Recipe);
        Assert.Equal(["Ada", "Ada", "Bob", "Bob", "Ada", "Ada", "Bob", null], recipe.Actions.Select(action => action.By));
        Assert.Equal(recipe.ToJson(), Recipe.Read(recipe.ToJson(), "recipe").ToJson());

        // One's own stroke at a time.
        session.Send(new Undo());
        session.Send(new Undo());
        session.Send(new Undo());
        Assert.Equal("built a wall", session.World.Snapshot.Undo);
        Assert.Equal(2 * 6, session.Ask(world => world.ReadWalls()).Sum());
    }

    /// <summary>News is numbered: who knows a part of a chapter lacks what has higher numbers, and another history is another chapter.</summary>
    [Fact]
    public void News_is_numbered()
    {
        session.Assign("Dropout=0.1");
        session.Assign("Dropout=0.2");
        WorldSnapshot before = session.World.Snapshot;
        WorldEvent change = Assert.Single(before.Events);
        Assert.Equal((1, 2), (change.Id, change.Number));
        session.Assign("MinOccupancy=2");
        session.Until(() => session.World.Snapshot.Events.Count == 2, "another event");
        WorldSnapshot after = session.World.Snapshot;
        Assert.Equal((2, 3), (after.Events[^1].Id, after.Events[^1].Number));
        Assert.Equal(before.Chapter, after.Chapter);
        session.Send(new BeginWorld("small", 24, 24));
        session.Until(() => session.World.Snapshot.Chapter != before.Chapter, "another chapter");
        session.Send(new Undo());
        session.Until(() => session.World.Snapshot.Chapter == before.Chapter, "the chapter before");
    }

    /// <summary>Steps are answered when they have been taken, or with how many were where somebody breaks in.</summary>
    [Fact]
    public async Task Steps_are_answered_when_they_are_taken()
    {
        Assert.Null((await session.World.Send(new TakeSteps(4))).Refusal);
        Assert.Equal(4, session.World.StepsTaken);
        Task<Answer> many = session.World.Send(new TakeSteps(1_000_000));
        session.Until(() => session.World.StepsTaken > 5, "some of them");
        Assert.Null((await session.World.Send(new SetPause(true))).Refusal);
        Assert.Matches("^somebody stopped the world, after [0-9]+ of 1000000 steps$", (await many).Refusal);
    }

    private (ImageWatcher Watcher, ConcurrentQueue<CellImage> Seen) Watch(ViewRequest first)
    {
        ConcurrentQueue<CellImage> seen = new();
        ImageWatcher watcher = new(first, seen.Enqueue);
        session.World.Join(watcher);
        return (watcher, seen);
    }
}
