using System.Collections.Immutable;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>A run is looked at when it should be, and what is seen is what is there.</summary>
public class SightingObserverTests
{
    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 3, GridWidth = 22, GridHeight = 13, StateChannels = 8, NetworkWidth = 8, NetworkDepth = 1, LearnInterval = 0,
    };

    private static readonly RunConfiguration walled =
        RunConfiguration.Default with { Parameters = parameters, Walls = [new Wall(0.3f, 0, 0.3f, 0.6f, 0.02f)] };

    /// <summary>Plans with looks at all distances, and the steps at which they look.</summary>
    public static TheoryData<ObservationPlan, long[]> Plans =>
    [
        (new ObservationPlan(4, 3, 5, false), [4, 5, 9, 10, 14, 15]),
        (new ObservationPlan(0, 2, 4, false), [0, 1, 4, 5]),
        (new ObservationPlan(3, 4, 1, false), [3, 4, 5, 6, 7]),
        (new ObservationPlan(2, 3, 2, false), [2, 3, 4, 5, 6, 7]),
    ];

    /// <summary>Frames are of the plan's steps, and no others; a frame that two sightings need is one.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void A_run_is_seen_as_planned(ObservationPlan plan, long[] steps)
    {
        Frame[] expected = [.. Enumerable.Range(0, (int)plan.Steps + 1).Select(steps => FrameAfter(steps))];
        using SightingObserver observer = new(plan);
        Run(observer, plan.Steps, walled);

        Sightings seen = Assert.Single(observer.Sightings);
        Assert.Equal((plan.Every, plan.Frames), (seen.Interval, seen.Pairs.Count));
        Frame[] frames = [.. seen.Pairs.SelectMany(pair => (Frame[])[pair.Now, pair.Next]).Distinct()];
        Assert.Equal(steps.Length, frames.Length);
        for (int j = 0; j < plan.Frames; j++)
        {
            AssertSame(expected[plan.BurnIn + j * plan.Every], seen.Pairs[j].Now);
            AssertSame(expected[plan.BurnIn + j * plan.Every + 1], seen.Pairs[j].Next);
        }

        Assert.Equal(steps, Enumerable.Range(0, 40).Where(step => observer.IsDue(step)).Select(step => (long)step));
        Assert.Equal(expected[^1].Territory.Select(Rounding.Significant), observer.Territory);
        Assert.Equal(DescriptorCatalogue.Describe([seen]), observer.Describe());
    }

    /// <summary>A world that goes on is seen by steps of its run, not of its life.</summary>
    [Fact]
    public void Steps_count_from_where_the_run_begins()
    {
        ObservationPlan plan = new(2, 2, 3, false);
        ConfiguredWorld world = new(Devices.Open("cpu"), walled);
        for (int step = 0; step < 7; step++)
        {
            world.Step();
        }

        using SightingObserver observer = new(plan);
        using WorldRun run = new(new RunTask(new NewWorld(new Recipe(walled, [])), plan.Steps), world, [observer], _ => { }, revival: null);
        run.Run(_ => { }, CancellationToken.None);
        AssertSame(FrameAfter(9), observer.Sightings[0].Pairs[0].Now);
        AssertSame(FrameAfter(13), observer.Sightings[0].Pairs[1].Next);
    }

    /// <summary>Of a world that begins again, what counts is what it is then.</summary>
    [Fact]
    public void A_world_that_goes_back_is_seen_again()
    {
        ObservationPlan plan = new(4, 2, 5, false);
        Recipe recipe = new(
            walled,
            [
                new TimedAction(6, new ChangeParameters([parameters.Catalogue.Parse("GrowthGateSteepness=5")])),
                new TimedAction(7, new ResetWorld()),
            ]);
        using SightingObserver observer = new(plan);
        using WorldRun run = new(new RunTask(new NewWorld(recipe), plan.Steps), Devices.Open("cpu"), [observer], _ => { });
        run.Run(_ => { }, CancellationToken.None);

        Frame before = FrameAfter(4);
        Frame after = FrameAfter(4, walled with { Parameters = parameters with { GrowthGateSteepness = 5 } });
        Assert.NotEqual(before.Winners, after.Winners);
        AssertSame(after, observer.Sightings[0].Frames[0]);
    }

    /// <summary>Of worlds that live at once each is seen by itself, and descriptors are means.</summary>
    [Fact]
    public void Each_of_several_worlds_is_seen()
    {
        PetriDishParameters dish = PetriDishParameters.Default with
        {
            Species = 3, GridWidth = 14, GridHeight = 11, BatchWorlds = 2, PoolWorlds = 3, NetworkWidth = 8, NetworkDepth = 1, LearnInterval = 4,
            SeedsPerSpecies = 20,
        };
        ObservationPlan plan = new(1, 3, 4, false);
        using SightingObserver observer = new(plan);
        Run(observer, plan.Steps, RunConfiguration.Default with { Parameters = dish });

        Assert.Equal(2, observer.Sightings.Count);
        Assert.All(observer.Sightings, one => Assert.All(one.Frames, frame => Assert.Equal((14, 11), (frame.Width, frame.Height))));
        Assert.NotEqual(observer.Sightings[0].Frames[0].Winners, observer.Sightings[1].Frames[0].Winners);
        ImmutableSortedDictionary<string, double>[] each = [.. observer.Sightings.Select(one => DescriptorCatalogue.Describe([one]))];
        Assert.All(observer.Describe(), one => Assert.Equal(each.Average(values => values[one.Key]), one.Value, 2e-5 * Math.Abs(one.Value) + 1e-12));
    }

    /// <summary>Frames of other grids or species do not compare.</summary>
    [Theory]
    [InlineData("GridWidth=30")]
    [InlineData("Species=4")]
    public void A_world_of_another_kind_is_refused(string change)
    {
        ObservationPlan plan = new(2, 3, 3, false);
        using SightingObserver observer = new(plan);
        Recipe recipe = new(walled, [new TimedAction(4, new ChangeParameters([parameters.Catalogue.Parse(change)]))]);
        using WorldRun run = new(new RunTask(new NewWorld(recipe), plan.Steps), Devices.Open("cpu"), [observer], _ => { });
        RunResult result = run.Run(_ => { }, CancellationToken.None);
        Assert.Contains("must stay as they are after the burn-in", result.Failure?.Message);
        Assert.Throws<InvalidOperationException>(observer.Describe);
    }

    private static void Run(SightingObserver observer, long steps, RunConfiguration start)
    {
        using WorldRun run = new(new RunTask(new NewWorld(new Recipe(start, [])), steps), Devices.Open("cpu"), [observer], _ => { });
        Assert.Null(run.Run(_ => { }, CancellationToken.None).Failure);
    }

    // From all numbers of the cells.
    private static Frame FrameAfter(int steps, RunConfiguration? start = null)
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), start ?? walled);
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        float[] walls = world.World.ReadWalls();
        float[][] aliveness = [.. world.World.ReadGrid().Chunk(walls.Length).Take(4)];
        double open = walls.Count(wall => wall == 0);
        Assert.InRange(open, 1, walls.Length - 1);
        return new Frame(
            22,
            13,
            [
                .. Enumerable.Range(0, walls.Length).Select(cell => walls[cell] == 1
                    ? World.NoWinner
                    : (byte)Enumerable.Range(0, 4).MaxBy(entity => aliveness[entity][cell])),
            ],
            [.. aliveness.Select(plane => plane.Where((_, cell) => walls[cell] == 0).Sum(value => (double)value) / open)]);
    }

    private static void AssertSame(Frame expected, Frame actual)
    {
        Assert.Equal(expected.Winners, actual.Winners);
        Assert.Equal(expected.Entities, actual.Entities);
        Assert.All(expected.Shares.Zip(actual.Shares), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
