using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>What holds for all descriptors.</summary>
public class DescriptorCatalogueTests
{
    private static readonly (string Name, Func<Sightings> Make)[] degenerate =
    [
        ("all sun", () => SeenWorlds.Make((16, 12), 4, 8, 10, (_, _, _) => 0)),
        ("all one species", () => SeenWorlds.Make((16, 12), 4, 8, 10, (_, _, _) => 2)),
        ("one species and the sun", () => SeenWorlds.Make((16, 12), 2, 8, 10, (_, x, y) => (x + y) % 2)),
        ("one species that has nothing", () => SeenWorlds.Make((16, 12), 2, 8, 10, (_, _, _) => 0)),
        (
            "all wall but three cells",
            () => SeenWorlds.Make((16, 12), 4, 8, 10, (step, x, y) => y == 3 && x % 6 == 2 ? (int)(step + x) % 4 : World.NoWinner)),
        ("all wall", () => SeenWorlds.Make((16, 12), 4, 8, 10, (_, _, _) => World.NoWinner)),
        ("seen once", () => SeenWorlds.Make((16, 12), 4, 1, 10, (_, x, y) => x * y % 4)),
        ("seen twice", () => SeenWorlds.Make((16, 12), 4, 2, 10, (step, x, y) => (int)(step + x * y) % 4)),
        ("seen three times", () => SeenWorlds.Make((16, 12), 4, 3, 10, (step, x, y) => (int)(step + x * y) % 4)),
        ("seen at every step", () => SeenWorlds.Make((16, 12), 4, 8, 1, (step, x, y) => (int)(step + x * y) % 4)),
        ("changing once only", () => SeenWorlds.Make((16, 12), 4, 8, 10, (step, x, y) => step < 40 ? 1 : 2)),
        ("one cell", () => SeenWorlds.Make((1, 1), 3, 8, 10, (step, _, _) => (int)step % 3)),
        ("one row", () => SeenWorlds.Make((13, 1), 3, 8, 10, (step, x, _) => (int)(step + x) % 3)),
        ("a narrow grid", () => SeenWorlds.Make((3, 17), 3, 8, 10, (step, x, y) => (int)(step + x + y / 3) % 3)),
    ];

    /// <summary>The worlds of which little can be said.</summary>
    public static TheoryData<string> Degenerate => [.. degenerate.Select(world => world.Name)];

    /// <summary>Each has a name of its own, a range and a line that explains it; each is of sightings or of twins.</summary>
    [Fact]
    public void Descriptors_are_told_apart()
    {
        Assert.Equal(
            [
                "sun", "evenness", "turnover", "churn", "churn1", "drift", "borders", "grain", "slope", "scale", "rhythm", "period",
                "complexity", "order", "damage", "spread",
            ],
            DescriptorCatalogue.All.Select(one => one.Name));
        Assert.Equal(["damage", "spread"], Twins.Names);
        Assert.All(DescriptorCatalogue.All, one =>
        {
            Assert.True(one.Lowest < one.Highest);
            Assert.EndsWith(".", one.Explanation);
            Assert.True(one.OfSightings is null != one.OfTwins is null);
            Assert.Same(one, DescriptorCatalogue.Find(one.Name));
        });
    }

    /// <summary>A name that is none is refused in a line that guesses what was meant.</summary>
    [Fact]
    public void Unknown_names_are_refused()
    {
        UserException refusal = Assert.Throws<UserException>(() => DescriptorCatalogue.Find("boarders"));
        Assert.Equal("there is no descriptor 'boarders'; did you mean borders?", refusal.Message);
    }

    /// <summary>Where there is little to see, numbers are numbers all the same, and in their range.</summary>
    [Theory]
    [MemberData(nameof(Degenerate))]
    public void Degenerate_worlds_have_finite_descriptors(string world)
    {
        ImmutableSortedDictionary<string, double> values = DescriptorCatalogue.Describe([degenerate.Single(one => one.Name == world).Make()]);
        Assert.Equal(14, values.Count);
        Assert.All(values, one => Assert.True(double.IsFinite(one.Value), $"{one.Key} is {one.Value}"));
        Assert.All(values.Where(one => one.Key is not "slope" and not "complexity" and not "turnover"), one =>
        {
            Descriptor descriptor = DescriptorCatalogue.Find(one.Key);
            Assert.InRange(one.Value, descriptor.Lowest, descriptor.Highest);
        });
    }

    /// <summary>Numbers of species are names: another order of them says nothing.</summary>
    [Fact]
    public void Descriptors_do_not_know_species_apart()
    {
        Sightings world = SeenWorlds.Patches(50, species: 4, count: 8);
        Sightings other = Renumbered(world, [0, 3, 4, 2, 1]);
        Assert.NotEqual(world.Frames[0].Winners, other.Frames[0].Winners);
        Assert.All(
            DescriptorCatalogue.All.Where(one => one.OfSightings is not null),
            one => Assert.True(IsSame(one.OfSightings!, world, other), one.Name));
        Assert.False(IsSame(seen => seen.Mean(frame => frame.Winners.Average(winner => winner)), world, other));
        Assert.False(IsSame(seen => seen.Mean(frame => frame.Shares[1]), world, other));
    }

    /// <summary>Descriptors of several worlds are the means of theirs.</summary>
    [Fact]
    public void Several_worlds_have_means()
    {
        Sightings one = SeenWorlds.Patches(30, species: 3, count: 6);
        Sightings other = SeenWorlds.Noise(30, entities: 4);
        ImmutableSortedDictionary<string, double> both = DescriptorCatalogue.Describe([one, other]);
        Assert.All(both, value =>
        {
            Func<Sightings, double> formula = DescriptorCatalogue.Find(value.Key).OfSightings!;
            Assert.Equal(Rounding.Significant((formula(one) + formula(other)) / 2), value.Value);
        });
    }

    /// <summary>All descriptors of 24 sightings of 128 x 128 cells take less than two steps of such a world on one core; a run has hundreds.</summary>
    [Fact]
    public void Descriptors_are_quick()
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu", workers: 1);
        using World world = new(device, EcosystemParameters.Default);
        Sightings seen = SeenWorlds.Patches(128, species: 5, count: 24);
        Step();

        // Whoever else is at work on the machine is not at every moment.
        Assert.Contains(Enumerable.Range(0, 5), _ =>
            TimeOf(() => DescriptorCatalogue.Describe([new Sightings(seen.Interval, seen.Pairs)])) < 2 * TimeOf(Step));

        void Step()
        {
            world.Step();
            world.Finish();
        }
    }

    private static TimeSpan TimeOf(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static bool IsSame(Func<Sightings, double> formula, Sightings world, Sightings other) =>
        Math.Abs(formula(world) - formula(other)) <= 1e-9 * Math.Abs(formula(world));

    private static Sightings Renumbered(Sightings world, byte[] numbers)
    {
        return new Sightings(world.Interval, [.. world.Pairs.Select(pair => new Sighting(Of(pair.Now), Of(pair.Next)))]);

        Frame Of(Frame frame)
        {
            double[] shares = new double[frame.Entities];
            for (int entity = 0; entity < shares.Length; entity++)
            {
                shares[numbers[entity]] = frame.Shares[entity];
            }

            byte[] winners = [.. frame.Winners.Select(winner => winner == World.NoWinner ? winner : numbers[winner])];
            return new Frame(frame.Width, frame.Height, winners, shares);
        }
    }
}
