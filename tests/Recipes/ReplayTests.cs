using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Recipes;

/// <summary>What was done to a world happens again in the world that its recipe makes, and comes to the same bits.</summary>
public sealed class ReplayTests
{
    // Worlds are looked at this often.
    private const int Checkup = 50;

    private static readonly RunConfiguration Start = new(
        LearningWorlds.Tiny with { LearningRate = new PerSpecies<float>(0.08f).With(2, 0.04f) },
        RunConfiguration.Default.Read(
            """{ "schedule": [{ "step": 2, "set": { "GrowthGateSteepness": 9 } }, { "step": 4, "set": { "Learns": { "2": false } } }] }""",
            "schedule").Schedule,
        [new Wall(0.2f, 0, 0.2f, 0.6f, 0.05f)]);

    /// <summary>Everything that can be done to a world: live changes, rebuilding, resizing, edits, undo, a new start.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_replay_has_the_same_bits(string device)
    {
        int pause = device == "simulated" ? 1 : 6;
        using ConfiguredWorld recorded = new(Devices.Open(device), Start);
        List<(long Steps, string Hash)> checkpoints = [];
        foreach (WorldAction[] actions in Session())
        {
            foreach (WorldAction action in actions)
            {
                recorded.Do(action);
            }

            for (int step = 0; step < pause; step++)
            {
                recorded.Step();
            }

            checkpoints.Add((recorded.StepsTaken, recorded.World.StateHash()));
        }

        recorded.Do(new DrawStroke(Brush.Erase, 0, 2, 2, 6, 5, 1.5f));
        string end = recorded.World.StateHash();

        Recipe recipe = Recipe.Read(recorded.Recipe.ToJson(), "recipe");
        using ConfiguredWorld replayed = new(Devices.Open(device), recipe);
        Assert.True(replayed.ActionsToCome > 0);
        foreach ((long steps, string hash) in checkpoints)
        {
            while (replayed.StepsTaken < steps)
            {
                replayed.Step();
            }

            Assert.Equal((steps, hash), (steps, replayed.World.StateHash()));
        }

        Assert.Equal(recipe.Steps, replayed.StepsTaken);
        Assert.Equal([new DrawStroke(Brush.Erase, 0, 2, 2, 6, 5, 1.5f)], replayed.DoWhatIsDue().Select(due => due.Action));
        Assert.Equal(end, replayed.World.StateHash());
        Assert.Equal(0, replayed.ActionsToCome);
        Assert.Equal(recipe.ToJson(), replayed.Recipe.ToJson());
    }

    /// <summary>Where a world went back to its last good state by itself, what came later still comes when it came.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_recovery_is_replayed(string device)
    {
        using ConfiguredWorld recorded = new(Devices.Open(device), Start);
        List<string> hashes = Live(recorded, () =>
        {
            if (recorded.StepsTaken == Checkup + 12)
            {
                recorded.Do(Set("LearningRate[1]=0.03"));
                recorded.Do(new BeginEdit());
                recorded.Do(new DrawStroke(Brush.Paint, 1, 3, 3, 7, 3, 1));
            }
            else if (recorded.StepsTaken == 2 * Checkup)
            {
                recorded.Do(new UndoEdit());
            }
        });

        using ConfiguredWorld replayed = new(Devices.Open(device), Recipe.Read(recorded.Recipe.ToJson(), "recipe"));
        Assert.Equal(hashes, Live(replayed, () => { }));
        Assert.Equal(recorded.World.Parameters, replayed.World.Parameters);
        Assert.Equal(Checkup + 20, replayed.World.StepNumber);
        Assert.Single(replayed.World.Recoveries);

        static List<string> Live(ConfiguredWorld world, Action before)
        {
            List<string> hashes = [];
            while (world.StepsTaken < 2 * Checkup + 20)
            {
                if (world.StepsTaken == Checkup - 1)
                {
                    world.World.Poison(species: 2, float.NaN);
                }

                before();
                world.Step();
                if (world.StepsTaken % 10 == 0)
                {
                    hashes.Add(world.World.StateHash());
                }
            }

            return hashes;
        }
    }

    /// <summary>A world that died and was started again does both once more.</summary>
    [Fact]
    public void A_death_is_replayed()
    {
        using ConfiguredWorld recorded = new(Devices.Open("cpu"), Start);
        Live(recorded);
        recorded.Do(new DrawStroke(Brush.Wall, 0, 1, 1, 5, 5, 1));
        string dead = recorded.World.StateHash();
        recorded.Do(new ResetWorld());
        recorded.Step();

        using ConfiguredWorld replayed = new(Devices.Open("cpu"), Recipe.Read(recorded.Recipe.ToJson(), "recipe"));
        Live(replayed);
        Assert.Equal(3 * Checkup, replayed.StepsTaken);
        Assert.Equal(2, replayed.ActionsToCome);
        replayed.Step();
        Assert.Equal(recorded.World.StateHash(), replayed.World.StateHash());
        Assert.NotEqual(dead, replayed.World.StateHash());

        static void Live(ConfiguredWorld world) => Assert.Throws<WorldDiedException>(() =>
        {
            while (world.StepsTaken < 4 * Checkup)
            {
                if (world.StepsTaken % Checkup == Checkup - 1)
                {
                    world.World.Poison(species: 2, float.NaN);
                }

                world.Step();
            }
        });
    }

    /// <summary>What cannot be done is named with its time; whoever takes over is done with what was to come.</summary>
    [Fact]
    public void A_replay_ends_early()
    {
        Recipe recipe = new(
            Start, [new TimedAction(1, new ChangeParameters([EcosystemCatalogue.Instance.Parse("Species=1")])), new TimedAction(3, new ResetWorld())], 4);
        using ConfiguredWorld world = new(Devices.Open("cpu"), recipe);
        world.Step();
        Assert.Equal(
            "recipe, after 1 steps: LearningRate[2] names species 2, but Species is 1",
            Assert.Throws<UserException>(world.Step).Message);
        Assert.Equal(1, world.ActionsToCome);
        world.TakeOver();
        Assert.Equal(0, world.ActionsToCome);
        Assert.Empty(world.Recipe.Actions);
    }

    private static IEnumerable<WorldAction[]> Session()
    {
        yield return [];
        yield return [Set("LearningRate[1]=0.02", "Optimizer[3]=Adam"), new BeginEdit(), new DrawStroke(Brush.Wall, 0, 5.5f, -1, 5.5f, 4, 0.4f)];
        yield return [new DrawStroke(Brush.Paint, 3, 0, 7, 4, 8, 1.25f), Set("CompetitionTemperature=0.3", "SunMode=Spatial")];
        yield return [new BeginEdit(), new ScatterSeeds(2, 7, 8, 6, 2.5f), new UndoEdit(), new UndoEdit()];
        yield return [Set("NetworkWidth[2]=16"), Set("NetworkKind[1]=Plain", "NetworkWidth=8")];
        yield return [Set("Species=4", "GradientClip[4]=0.5")];
        yield return [new BeginEdit(), new DrawStroke(Brush.Paint, 4, 2, 2, 8, 6, 0.5f), Set("GridWidth=14", "GridHeight=8")];
        yield return [new UndoEdit(), Set("Seed=77", "SeedsPerSpecies=9"), new ScatterSeeds(4, 3, 10, 4, 3)];
        yield return [new ResetWorld(), new ScatterSeeds(1, 5, 3, 3, 2)];
        yield return [new DrawStroke(Brush.RemoveWall, 0, 0, 0, 14, 8, 3), Set("TrainRegion=90", "ConcentrationWindow=3")];
    }

    private static ChangeParameters Set(params string[] assignments) => new([.. assignments.Select(EcosystemCatalogue.Instance.Parse)]);
}
