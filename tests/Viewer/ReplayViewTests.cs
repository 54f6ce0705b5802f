using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>What was done in a window can be repeated without one; and a window repeats what was done, until somebody takes over.</summary>
[Collection("viewer")]
public class ReplayViewTests
{
    private static readonly RunConfiguration start = new(
        ViewerSession.Small,
        RunConfiguration.Default.Read(
            """{ "schedule": [{ "step": 3, "set": { "SunPenalty": 0.5 } }] }""", "schedule").Schedule,
        [new Wall(0.5f, 0, 0.5f, 0.4f, 0.02f)]);

    private static readonly Recipe recipe = new(
        start,
        [
            new TimedAction(0, Set("DiversityWeight=0.1")),
            new TimedAction(4, Set("UpdateProbability=0.7", "LearningRate[2]=0.01")),
            new TimedAction(6, new BeginEdit()),
            new TimedAction(6, new DrawStroke(Brush.Paint, 2, 10, 10, 20, 10, 2)),
            new TimedAction(8, Set("Species=4")),
            new TimedAction(12, new ResetWorld()),
        ],
        20);

    /// <summary>Everything that hands can do: edits, undo, sliders, new networks, a new start, while the world runs.</summary>
    [Fact]
    public void A_session_is_repeated_without_a_window()
    {
        using ViewerSession session = new(configuration: start);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 3, "three steps");
        session.Press(Key.W);
        session.Viewer.State.BrushRadius = 1.5f;
        session.Drag(session.Cell(5, 5), session.Cell(30, 7), session.Cell(31, 20));
        session.Press(Key.D);
        session.Press(Key.Digit3);
        session.Drag(session.Cell(24, 30));
        Assign(session, "GrowthGateSteepness=6.25", "GrowthGateSteepness=8.1", "LearningRate[1]=0.01");
        session.Frames(6);
        session.Press(Key.U);
        Assign(session, "Species=5", "GridHeight=44");
        session.Frames(6);
        session.Press(Key.R);
        session.Frames(6);
        session.Press(Key.P);
        session.Drag(session.Cell(10, 20), session.Cell(14, 24));
        session.Pause();
        string hash = session.Ask(world => world.StateHash());
        WorldParameters parameters = session.Ask(world => world.Parameters);

        Recipe done = Recipe.Read(session.End()!.ToJson(), "session");
        Assert.True(done.Actions.Length >= 10);
        using ConfiguredWorld replayed = Repeat(done);
        Assert.Equal(hash, replayed.World.StateHash());
        Assert.Equal(parameters, replayed.World.Parameters);
    }

    /// <summary>The window tells what the recipe does, shows what the parameters are, and goes on when it is done.</summary>
    [Fact]
    public void A_window_repeats_a_recipe()
    {
        using ViewerSession session = new(recipe);
        session.Until(() => !session.Viewer.World.Snapshot.IsReplay, "the recipe's end");
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step > 3, "steps after it");
        session.Pause();
        ImmutableArray<string> events = [.. session.Viewer.World.Snapshot.Events.Select(e => e.Text)];
        Assert.Equal(
            [
                "DiversityWeight = 0.1", "SunPenalty = 0.5", "UpdateProbability = 0.7", "LearningRate[2] = 0.01",
                "painted species 2", "Species = 4", "started again",
            ],
            events.Where(text => !text.Contains("came back", StringComparison.Ordinal)).Take(7));
        Assert.Equal(4, session.Viewer.World.Snapshot.Parameters.Species);
        Assert.Equal(0.7f, session.Viewer.World.Wanted.Ecosystem().UpdateProbability);
        string hash = session.Ask(world => world.StateHash());

        Recipe done = session.End()!;
        Assert.Equal(recipe.Actions.Length, done.Actions.Length);
        using ConfiguredWorld replayed = Repeat(recipe with { Steps = done.Steps });

        Assert.Equal(hash, replayed.World.StateHash());
    }

    /// <summary>A key takes over; without a recipe it says that there is none.</summary>
    [Fact]
    public void A_key_takes_over()
    {
        using ViewerSession session = PausedReplay();
        session.Press(Key.T);
        session.Until(() => !session.Viewer.World.Snapshot.IsReplay, "an end of the replay");
        Assert.StartsWith("you have taken over", session.Viewer.World.Notice!.Text);
        session.Press(Key.T);
        session.Until(() => session.Viewer.World.Notice!.Text == "there is no recipe to take over from", "a refusal");
        Recipe done = session.End()!;
        Assert.All(done.Actions, action => Assert.True(action.StepsTaken <= done.Steps && action.Action is not ResetWorld));
    }

    /// <summary>So does everything that changes the world, and nothing that does not.</summary>
    [Theory]
    [InlineData("R")]
    [InlineData("stroke")]
    [InlineData("parameter")]
    public void Whoever_acts_takes_over(string act)
    {
        using ViewerSession session = PausedReplay();
        session.Press(Key.N);
        session.Press(Key.U);
        session.Viewer.World.Send(new Act(new DrawStroke(Brush.Paint, 9, 1, 1, 2, 2, 1)));
        session.Until(() => session.Viewer.World.Notice is { IsWarning: true }, "a refusal");
        Assert.True(session.Viewer.World.Snapshot.IsReplay);
        switch (act)
        {
            case "R":
                session.Press(Key.R);
                break;
            case "stroke":
                session.Press(Key.W);
                session.Drag(session.Cell(5, 5), session.Cell(8, 5));
                break;
            default:
                Assign(session, "MinOccupancy=3");
                break;
        }

        session.Until(() => !session.Viewer.World.Snapshot.IsReplay, "an end of the replay");
        string hash = session.Ask(world => world.StateHash());
        Recipe done = session.End()!;
        using ConfiguredWorld replayed = Repeat(done);
        Assert.Equal(hash, replayed.World.StateHash());
    }

    /// <summary>A world that went back to a state kept in this window still knows how it came to be.</summary>
    [Fact]
    public void A_world_that_went_back_is_repeated()
    {
        using ViewerSession session = new(configuration: start);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step >= 3, "three steps");
        Assign(session, "UpdateProbability=0.9");
        session.Pause();
        session.Press(Key.S);
        session.Until(() => session.Viewer.World.Snapshot.Checkpoints.Count == 1, "a checkpoint");
        Checkpoint kept = session.Viewer.World.Snapshot.Checkpoints[0];
        Assign(session, "UpdateProbability=0.2");
        session.Press(Key.N);
        session.Press(Key.N);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == kept.Step + 2, "two steps");
        session.Viewer.World.Send(new Restore(kept.Name));
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == kept.Step, "the kept moment");
        session.Press(Key.N);
        session.Until(() => session.Viewer.World.Snapshot.Metrics.Step == kept.Step + 1, "a step");
        string hash = session.Ask(world => world.StateHash());
        Recipe done = session.End()!;
        Assert.Equal("0.9", Assert.IsType<ChangeParameters>(Assert.Single(done.Actions).Action).Assignments[0].Value);
        using ConfiguredWorld replayed = Repeat(done);

        Assert.Equal(hash, replayed.World.StateHash());
    }

    private static ConfiguredWorld Repeat(Recipe recipe)
    {
        ConfiguredWorld world = new(Devices.Open("cpu"), recipe);
        while (world.StepsTaken < recipe.Steps)
        {
            world.Step();
        }

        world.DoWhatIsDue();
        return world;
    }

    // Paused long before the recipe's end.
    private static ViewerSession PausedReplay()
    {
        ViewerSession session = new(recipe with
        {
            Actions = [recipe.Actions[0], new TimedAction(100_000, new ResetWorld())],
            Steps = 100_000,
        });
        session.Pause();
        Assert.True(session.Viewer.World.Snapshot.IsReplay);
        return session;
    }

    private static void Assign(ViewerSession session, params string[] assignments)
    {
        foreach (string assignment in assignments)
        {
            session.Assign(assignment);
        }

        session.Frames(2);
    }

    private static ChangeParameters Set(params string[] assignments) => new([.. assignments.Select(EcosystemCatalogue.Instance.Parse)]);
}
