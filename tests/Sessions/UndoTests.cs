using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>Whatever was done is taken back to the bit and done again, and the recipe still leads to what came of it.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly HeadlessSession session =
        new(new ConfiguredWorld(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny)));

    public UndoTests()
    {
        session.World.Send(new SetPause(true));
        session.World.Start();
        session.StepTo(3);
    }

    public void Dispose() => session.Dispose();

    /// <summary>A slider's drag is one change, whatever the world has made of it meanwhile.</summary>
    [Fact]
    public void A_drag_is_one_change()
    {
        (string, WorldParameters) before = Look();
        session.Assign("Dropout=0.01");
        using (session.Hold())
        {
            session.World.Send(HeadlessSession.Change("Dropout=0.02"));
            session.World.Send(HeadlessSession.Change("Dropout=0.03"));
        }

        session.Assign("Dropout=0.04");
        (string, WorldParameters) after = Look();
        Assert.Null(session.Send(new Undo()).Refusal);
        Assert.Equal("took back: Dropout = 0.04", session.World.Notice!.Text);
        Assert.Equal(before, Look());
        Assert.Equal("there is nothing to take back", session.Send(new Undo()).Refusal);
        Assert.Null(session.Send(new Redo()).Refusal);
        Assert.Equal("did again: Dropout = 0.04", session.World.Notice!.Text);
        Assert.Equal(after, Look());
        Assert.Equal("there is nothing to do again", session.Send(new Redo()).Refusal);
    }

    /// <summary>What a species had learned before its network became another is not lost.</summary>
    [Theory]
    [InlineData("NetworkWidth[2]=16")]
    [InlineData("NetworkKind[3]=Plain")]
    public void A_species_network_comes_back(string change)
    {
        (string, WorldParameters) before = Look();
        session.Assign(change);
        (string, WorldParameters) after = Look();
        Assert.NotEqual(before, after);
        Assert.Null(session.Send(new Undo()).Refusal);
        Assert.Equal(before, Look());
        Assert.Null(session.Send(new Redo()).Refusal);
        Assert.Equal(after, Look());
    }

    /// <summary>What is changed later, or is another parameter or species, is a change of its own.</summary>
    [Fact]
    public void Changes_apart_are_several()
    {
        string[] changes = ["LearningRate=0.01", "LearningRate[2]=0.02", "LearningRate=0.03", "Dropout=0.02"];
        List<(string, WorldParameters)> seen = [Look()];
        foreach (string change in changes)
        {
            session.Assign(change);
            seen.Add(Look());
        }

        Thread.Sleep(1100);
        session.Assign("Dropout=0.03");
        Assert.All(Enumerable.Reverse(seen), before =>
        {
            session.Send(new Undo());
            Assert.Equal(before, Look());
        });
    }

    /// <summary>Seasons that were left come back with all that they had learned.</summary>
    [Fact]
    public void A_suns_mode_is_taken_back()
    {
        session.Assign("SunMode=Seasonal");
        session.StepTo(6);
        (string, WorldParameters) before = Look();
        session.Assign("SunMode=Global");
        session.StepTo(8);
        (string, WorldParameters) after = Look();
        Assert.Null(session.Send(new Undo()).Refusal);
        Assert.Equal(before, Look());
        Assert.Null(session.Send(new Redo()).Refusal);
        Assert.Equal(after, Look());
    }

    /// <summary>Starting again leaves walls that somebody has drawn, and what was there before comes back.</summary>
    [Fact]
    public void Starting_again_keeps_walls_and_is_taken_back()
    {
        session.Send(Wall(5));
        session.Assign("Dropout=0.02");
        session.StepTo(5);
        float[] walls = session.Ask(world => world.ReadWalls());
        (string, WorldParameters) before = Look();
        session.Send(new Act(new ResetWorld(KeepsWalls: true)));
        Assert.Equal("started again; walls stay", session.World.Notice!.Text);
        (string, WorldParameters) after = Look();
        Assert.Equal(0, session.Ask(world => world.StepNumber));
        Assert.Equal(walls, session.Ask(world => world.ReadWalls()));
        Assert.Contains(1, walls);

        session.Send(new Undo());
        Assert.Equal("took back: started again; walls stay", session.World.Notice!.Text);
        Assert.Equal(before, Look());
        session.Send(new Redo());
        Assert.Equal(after, Look());
        session.Send(new Undo());
        session.Send(new Undo());
        Assert.Equal("took back: Dropout = 0.02", session.World.Notice!.Text);
        AssertRecipeLeadsHere();
    }

    /// <summary>A brush beside the grid does nothing, and takes no older edit's place.</summary>
    [Fact]
    public void Strokes_beside_the_grid_are_no_deeds()
    {
        session.Send(Wall(5));
        (string, WorldParameters) before = Look();
        session.Assign("Dropout=0.02");
        session.Send(Wall(-100));
        session.Send(new Undo());
        Assert.Equal("took back: Dropout = 0.02", session.World.Notice!.Text);
        Assert.Equal(before, Look());
        session.Send(new Undo());
        Assert.Equal("took back: built a wall", session.World.Notice!.Text);
    }

    /// <summary>What the device has no room to remember is told of, and nothing older is taken back in its place.</summary>
    [Fact]
    public void Edits_that_are_too_large_are_told_of()
    {
        session.Assign("Dropout=0.02");
        session.Ask(world => world.Edits.MostBytes = 1);
        session.Send(Wall(5));
        Assert.Equal("this is too large to be taken back", session.World.Notice!.Text);
        Assert.Equal("there is nothing to take back", session.Send(new Undo()).Refusal);
    }

    /// <summary>A recipe that was being followed goes on where the world comes back.</summary>
    [Fact]
    public void A_recipe_goes_on_where_its_world_comes_back()
    {
        Recipe recipe = new(
            SavedWorlds.Start(LearningWorlds.Tiny), [new TimedAction(2, new ChangeParameters([EcosystemCatalogue.Instance.Parse("Dropout=0.03")]))], 4);
        using HeadlessSession replay = new(new ConfiguredWorld(Devices.Open("cpu"), recipe));
        replay.World.Send(new SetPause(true));
        replay.World.Start();
        replay.StepTo(1);
        Assert.Null(replay.Send(new BeginWorld("small", 16, 16)).Refusal);
        replay.Until(() => !replay.World.Snapshot.IsReplay && replay.World.Snapshot.Run == "run2", "another world");
        replay.Send(new Undo());
        replay.Until(() => replay.World.Snapshot.IsReplay && replay.World.Snapshot.Run == "run1", "the replay");
        replay.StepTo(3);
        replay.Until(() => replay.World.Snapshot.Parameters.Ecosystem().Dropout == 0.03f, "what the recipe tells of");
    }

    /// <summary>Going back to a checkpoint and branching from one are taken back, with the run that they belong to.</summary>
    [Fact]
    public void Other_runs_are_left_again()
    {
        session.Send(new SaveCheckpoint());
        const string kept = "run1-000003";
        session.StepTo(5);
        (string, WorldParameters) before = Look();
        session.Send(new Branch(kept));
        session.Until(() => session.World.Snapshot.Run == "run1.1", "a branch");
        session.Send(new Restore(kept));
        session.Send(new Undo());
        session.Until(() => session.World.Snapshot.Run == "run1.1", "the branch again");
        session.Send(new Undo());
        session.Until(() => session.World.Snapshot.Run == "run1", "the run again");
        Assert.Equal(before, Look());
        AssertRecipeLeadsHere();
    }

    /// <summary>A stroke that goes on after something else was done is taken back after that, and by itself.</summary>
    [Fact]
    public void A_stroke_goes_on_as_another()
    {
        session.Send(Wall(5));
        session.Assign("Dropout=0.02");
        (string, WorldParameters) before = Look();
        session.Send(new Act(new DrawStroke(Brush.Wall, 0, 3, 8, 6, 8, 1)));
        session.Send(new Undo());
        Assert.Equal(before, Look());
        session.Send(new Undo());
        Assert.Equal("took back: Dropout = 0.02", session.World.Notice!.Text);
        session.Send(new Undo());
        Assert.Equal("took back: built a wall", session.World.Notice!.Text);
        AssertRecipeLeadsHere();
    }

    /// <summary>Any sequence of deeds goes back and forth by the same states, and has a recipe.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_sequence_goes_back_and_forth(int seed)
    {
        Random random = new(seed);
        Stack<Done> done = [];
        Stack<Done> undone = [];

        // A world that comes in another's place has forgotten the other's edits.
        int world = 0;
        for (int round = 0; round < 60; round++)
        {
            (string Hash, WorldParameters Parameters) before = Look();
            switch (random.Next(8))
            {
                case < 4:
                    Kind kind = (Kind)random.Next(3);
                    Assert.Null(session.Send(DeedOf(kind, round, done.Count)).Refusal);
                    world += kind == Kind.World ? 1 : 0;
                    done.Push(new Done(kind, world, before));
                    undone.Clear();
                    break;
                case < 6:
                    while (done.TryPeek(out Done? last) && last.Kind == Kind.Edit && last.World != world)
                    {
                        done.Pop();
                    }

                    Go(new Undo(), done, undone);
                    break;
                default:
                    Go(new Redo(), undone, done);
                    break;
            }

            void Go(SessionCommand command, Stack<Done> from, Stack<Done> to)
            {
                Assert.Equal(from.Count > 0, session.Send(command).Refusal is null);
                if (from.TryPop(out Done? deed))
                {

                    // A change touches no cell, and an edit that has been forgotten stays.
                    Assert.Equal(deed.Kind == Kind.Change ? (before.Hash, deed.Other.Parameters) : deed.Other, Look());
                    world += deed.Kind == Kind.World ? 1 : 0;
                    to.Push(new Done(deed.Kind, world, before));
                }
            }
        }

        AssertRecipeLeadsHere();
    }

    // Two changes behind each other are never of one parameter, which would make one of them.
    private SessionCommand DeedOf(Kind kind, int round, int doneBefore) => (kind, round % 2) switch
    {
        (Kind.Edit, 0) => Wall(round % 9),
        (Kind.Edit, _) => new Act(new BeginEdit(), new DrawStroke(Brush.Paint, 2, 2, 2, round % 11, 6, 2)),
        (Kind.Change, _) when doneBefore % 2 == 0 => HeadlessSession.Change($"GrowthGateSteepness={1 + round % 40}"),
        (Kind.Change, _) => HeadlessSession.Change($"MinOccupancy={1 + round % 7}"),
        (_, 0) => HeadlessSession.Change($"Species={5 - Look().Parameters.Species}"),
        _ => new Act(new ResetWorld(KeepsWalls: round % 4 == 1)),
    };

    private enum Kind
    {
        Edit,
        Change,
        World,
    }

    /// <summary>A deed, the world that it was done in, and what is there once it is turned round.</summary>
    private sealed record Done(Kind Kind, int World, (string Hash, WorldParameters Parameters) Other);

    private static Act Wall(int y) => new(new BeginEdit(), new DrawStroke(Brush.Wall, 0, 2, y, 9, y, 1));

    private (string Hash, WorldParameters Parameters) Look() => session.Ask(world => (world.StateHash(), world.Parameters));

    private void AssertRecipeLeadsHere()
    {
        session.StepTo(session.World.StepsTaken + 2);
        string hash = session.Ask(world => world.StateHash());
        session.World.Dispose();
        Recipe recipe = session.World.Recipe!;
        using ConfiguredWorld again = new(Devices.Open("cpu"), Recipe.Read(recipe.ToJson(), "recipe"));
        while (again.StepsTaken < recipe.Steps)
        {
            again.Step();
        }

        again.DoWhatIsDue();
        Assert.Equal(hash, again.World.StateHash());
    }
}
