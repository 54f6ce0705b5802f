using System.Collections.Immutable;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A world that dies goes back to its newest autosave, but not for ever.</summary>
public sealed class RevivalTests : IDisposable
{
    private static readonly EcosystemParameters tiny = LearningWorlds.Tiny with
    {
        LearningRate = new PerSpecies<float>(0.04f).With(2, 0.02f),
    };

    // New networks leave nothing to go back to, so the world's health is looked at before, and a third time is one too many.
    private static readonly TimedAction deadly =
        new(113, new ChangeParameters([EcosystemCatalogue.Instance.Parse("Species=4")]));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_world_that_dies_once_goes_on_and_learns_half_as_fast()
    {
        List<string> notes = [];
        RunResult run = RunWith(poisonings: 1, notes);

        Assert.Null(run.Death);
        Assert.Equal(60, run.Metrics.Step);
        Assert.Equal(50 + 50, run.StepsTaken);
        Assert.Equal(new PerSpecies<float>(0.02f).With(2, 0.01f), run.Parameters.LearningRate);
        Assert.Equal(2, notes.Count);
        Assert.Equal(
            "no autosave at step 15, the run goes on: the world's grid holds numbers that are not finite, so it is not saved",
            notes[0]);
        Assert.StartsWith("the world died: ", notes[1]);
        Assert.EndsWith("' at step 10 and learns 2 times as slowly", notes[1]);
    }

    [Fact]
    public void A_world_that_dies_again_and_again_stays_dead()
    {
        List<string> notes = [];
        RunResult run = RunWith(poisonings: int.MaxValue, notes);

        Assert.NotNull(run.Death);
        Assert.Equal(3, notes.Count(note => note.StartsWith("the world died: ", StringComparison.Ordinal)));
        Assert.Contains(notes, note => note.EndsWith("learns 8 times as slowly", StringComparison.Ordinal));
    }

    [Fact]
    public void A_world_that_dies_of_what_its_recipe_does_goes_on_too()
    {
        List<string> notes = [];
        RunResult run = RunWithRecipe(notes, deadly);

        Assert.Null(run.Death);
        Assert.Equal(60, run.Metrics.Step);
        Assert.Equal(113 + 50, run.StepsTaken);
        Assert.Equal(tiny.Species, run.Parameters.Species);
        Assert.EndsWith("' at step 10 and learns 2 times as slowly", Assert.Single(notes, IsOfDeath));
    }

    [Fact]
    public void A_recipe_with_more_to_tell_goes_on()
    {
        List<string> notes = [];
        RunResult run = RunWithRecipe(notes, deadly, new TimedAction(114, new ResetWorld()));

        Assert.Null(run.Death);
        Assert.Equal(0, run.ActionsToCome);
        Assert.Equal(60, run.Metrics.Step);
        Assert.Equal(114 + 60, run.StepsTaken);
        Assert.StartsWith("the world died, but its recipe goes on: ", Assert.Single(notes, IsOfDeath));
    }

    private static bool IsOfDeath(string note) => note.StartsWith("the world died", StringComparison.Ordinal);

    private RunResult RunWith(int poisonings, List<string> notes)
    {
        ConfiguredWorld fragile = new(Devices.Open("cpu"), SavedWorlds.Start(tiny));
        fragile.World.MayCopy = false;
        return Run(fragile, new Poisoner(world => world.World.StepNumber == 12 && poisonings-- > 0), notes);
    }

    // A world that is mended twice, and then ruined once more before its recipe does something to it.
    private RunResult RunWithRecipe(List<string> notes, params ImmutableArray<TimedAction> actions)
    {
        HashSet<long> times = [49, 99, 112];
        ConfiguredWorld start = new(Devices.Open("cpu"), new Recipe(SavedWorlds.Start(tiny), actions));
        return Run(start, new Poisoner(world => times.Remove(world.StepsTaken)), notes);
    }

    private RunResult Run(ConfiguredWorld world, Poisoner poisoner, List<string> notes)
    {
        using RunOutputs outputs = new();
        AutosaveOutput autosaves = new(folder.Path, 5, notes.Add);
        outputs.Add(autosaves);
        outputs.Add(poisoner);
        using WorldRun run = new(
            new RunTask(new NewWorld(world.Recipe), 60), world, outputs.All, notes.Add, new Revival(() => autosaves.Last, Open, notes.Add));
        return run.Run(_ => { }, TestContext.Current.CancellationToken);
    }

    // As where memory has no room for a copy.
    private static ConfiguredWorld Open(string file)
    {
        ConfiguredWorld world = WorldFile.Open(file, Devices.Open("cpu"), _ => { });
        world.World.MayCopy = false;
        return world;
    }

    // Ruins a world after certain steps.
    private sealed class Poisoner(Predicate<ConfiguredWorld> isTime) : RunObserver(1)
    {
        public override void Observe(ConfiguredWorld world)
        {
            if (isTime(world))
            {
                world.World.Poison(species: 1, float.NaN);
            }
        }
    }
}
