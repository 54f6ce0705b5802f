using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Cells that change hands in steps are counted, and a world goes the same way whether somebody counts or not.</summary>
public class EncounterTests
{
    private static readonly EcosystemParameters ecosystem =
        LearningWorlds.Tiny with { GridWidth = 21, GridHeight = 10, SeedsPerSpecies = 20, MinOccupancy = 0, LearnInterval = 0 };

    private static readonly PetriDishParameters dish = PetriDishParameters.Default with
    {
        Species = 3,
        GridWidth = 19,
        GridHeight = 10,
        StateChannels = 4,
        HiddenChannels = 2,
        NetworkWidth = 8,
        AliveVisible = true,
        LearnInterval = 3,
        UnrollSteps = 2,
        SeedsPerSpecies = 3,
    };

    /// <summary>Devices that are fast enough, rules, and rows of a band.</summary>
    public static TheoryData<string, string, int> Worlds =>
    [
        .. from row in Devices.Fast
           from world in ((string Rules, int Rows)[])[("Ecosystem", 10), ("Ecosystem", 4), ("PetriDish", 4)]
           select ((string)row, world.Rules, world.Rows),
    ];

    /// <summary>All steps since the last look, with walls, and strokes in between that are nobody's conquest.</summary>
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Conquests_are_those_of_the_cells(string device, string rules, int rowsPerBand)
    {
        // Without learning a batch goes on from its own worlds.
        WorldParameters parameters = rules == "Ecosystem" ? ecosystem : dish with { BatchWorlds = 2, PoolWorlds = 2, LearnInterval = 0 };
        using World world = new(Devices.Open(device), parameters, rowsPerBand);
        world.Stroke(Brush.Wall, 2, 3, 9, 3, 1);
        world.CountsConquests = true;
        Assert.Null(world.ObserveEncounters().Conquests);
        for (int look = 1; look <= 2; look++)
        {
            long[][] expected = Empty(4);
            for (int step = 0; step < look + 1; step++)
            {
                world.Stroke(Brush.Paint, 2 + 3 * step, 8, 6, 9, 1, species: 1 + step);
                float[] before = world.ReadGrid();
                world.Step();
                Count(before, world.ReadGrid(), world.ReadWalls(), expected);
            }

            Conquests seen = world.ObserveEncounters().Conquests!;
            Assert.Equal(look + 1, seen.Steps);
            Assert.Equal(expected, seen.Cells);
            Assert.Equal(seen.Steps * world.ReadWalls().Count(wall => wall == 0), seen.Cells.Sum(row => row.Sum()));
            Assert.True(Pairs(4).Sum(pair => seen.Cells[pair.From][pair.To]) > 10, "hardly anything changed hands");
            Assert.Equal(1, seen.Shares().Sum(row => row.Sum()), 1e-5);
            Assert.Equal((double)seen.Cells[0][1] / seen.Cells.Sum(row => row.Sum()), seen.Shares()[0][1], 1e-7);
        }
    }

    /// <summary>
    /// Of a batch that is drawn anew at every step, what counts is what becomes of the worlds that were drawn, which have one cell of each
    /// species.
    /// </summary>
    [Fact]
    public void Worlds_that_are_drawn_are_no_conquests()
    {
        PetriDishParameters drawn = dish with
        {
            BatchWorlds = 2, PoolWorlds = 512, LearnInterval = 1, UnrollSteps = 1, SeedsPerSpecies = 1, LearningRate = new(0f),
        };
        using World world = new(Devices.Open("cpu"), drawn) { CountsConquests = true };
        world.Run(3);
        Conquests seen = world.ObserveEncounters().Conquests!;
        Assert.All(Enumerable.Range(1, 3), species => Assert.Equal(3 * 2, seen.Cells[species].Sum()));
        Assert.True(world.Observe().Territory[1..].Sum() > 3, "nobody has grown");
    }

    /// <summary>Who comes back took nothing from anybody.</summary>
    [Fact]
    public void Species_that_come_back_are_no_conquests()
    {
        using World world = new(Devices.Open("cpu"), ecosystem with { MinOccupancy = 20 }) { CountsConquests = true };
        world.Stroke(Brush.Erase, 0, 8, 20, 8, 30);
        world.Step();
        long[][] cells = world.ObserveEncounters().Conquests!.Cells;
        Assert.Equal(21 * 10, cells[0][0]);
        Assert.Equal(21 * 10, cells.Sum(row => row.Sum()));
        Assert.True(world.Observe().Territory[1] > 0, "nobody has come back");
    }

    /// <summary>A world that is counted and looked at goes where another does.</summary>
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Counting_changes_nothing(string device, string rules, int rowsPerBand)
    {
        ComputeDevice opened = Devices.Open(device);
        WorldParameters parameters = rules == "Ecosystem"
            ? LearningWorlds.Tiny with { MinOccupancy = 30, SunMode = SunMode.Spatial }
            : dish with { BatchWorlds = 2, PoolWorlds = 3, SunInterval = 2, LearningRate = new(0.01f), MinOccupancy = 1 };
        using World plain = new(opened, parameters, rowsPerBand);
        using World counted = new(opened, parameters, rowsPerBand);
        counted.CountsConquests = true;
        for (int step = 0; step < 7; step++)
        {
            plain.Step();
            counted.Step();
            Encounters seen = counted.ObserveEncounters();
            Assert.Equal((step + 1, 1L), (seen.Step, seen.Conquests!.Steps));
            Assert.Equal(plain.StateHash(), counted.StateHash());
        }

        Metrics metrics = counted.Observe();
        Assert.Equal(plain.Observe().Populations, metrics.Populations);
        Assert.Equal(plain.Observe().Loss, metrics.Loss);
        Assert.Equal(plain.Observe().Activity, metrics.Activity);
    }

    /// <summary>Who does not ask takes no memory and no time, before somebody asks and after.</summary>
    [Fact]
    public void Nobody_pays_who_does_not_ask()
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        using World world = new(device, LearningWorlds.Tiny);
        long memory = device.Memory.Taken;
        Assert.DoesNotContain(nameof(ConquestCensus), Operations(world));
        Assert.Equal(memory, device.Memory.Taken);
        world.CountsConquests = true;
        Assert.Contains(nameof(ConquestCensus), Operations(world));
        Assert.Equal(memory + 4 * 4 * 9 * sizeof(long), device.Memory.Taken);
        world.CountsConquests = false;
        Assert.DoesNotContain(nameof(ConquestCensus), Operations(world));
        Assert.Equal(memory, device.Memory.Taken);
    }

    /// <summary>A grid that starts again, or has other entities, is counted from there.</summary>
    [Fact]
    public void Another_grid_is_counted_anew()
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny) { CountsConquests = true };
        world.Run(3);
        world.Reset();
        Assert.Null(world.ObserveEncounters().Conquests);
        world.Run(2);
        Assert.Equal(2, world.ObserveEncounters().Conquests!.Steps);
        world.Run(3);
        world.Change(world.Parameters with { Species = 5 });
        world.Step();
        Encounters seen = world.ObserveEncounters();
        Assert.Equal((1L, 6, 6), (seen.Conquests!.Steps, seen.Conquests.Cells.Length, seen.Advantages!.Length));
        Assert.Equal(11 * 9, seen.Conquests.Cells.Sum(row => row.Sum()));
    }

    /// <summary>Steps that were lost and are taken again are not counted twice.</summary>
    [Fact]
    public void Lost_steps_are_forgotten()
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny) { CountsConquests = true };
        world.Run(50);
        Assert.Equal(50, world.ObserveEncounters().Conquests!.Steps);
        world.Run(20);
        world.Poison(species: 1, float.NaN);
        world.Run(30);
        Assert.Equal(50, Assert.Single(world.Recoveries).BackTo);
        Assert.Null(world.ObserveEncounters().Conquests);
        world.Run(3);
        Assert.Equal(3, world.ObserveEncounters().Conquests!.Steps);
    }

    private static HashSet<string> Operations(World world)
    {
        using LaunchLog log = new();
        world.Finish();
        world.Launcher.Log = log;
        world.Step();
        world.Finish();
        world.Launcher.Log = null;
        return [.. log.Launches.Select(launch => launch.Operation)];
    }

    private static void Count(float[] before, float[] after, float[] walls, long[][] counts)
    {
        for (int cell = 0; cell < walls.Length; cell++)
        {
            if (walls[cell] == 0)
            {
                counts[Winner(before, walls.Length, cell)][Winner(after, walls.Length, cell)]++;
            }
        }
    }

    private static int Winner(float[] grid, int cells, int cell) => Enumerable.Range(0, 4).MaxBy(entity => grid[entity * cells + cell]);

    private static long[][] Empty(int entities) => [.. Enumerable.Range(0, entities).Select(_ => new long[entities])];

    private static IEnumerable<(int From, int To)> Pairs(int entities) =>
        from one in Enumerable.Range(0, entities) from other in Enumerable.Range(0, entities) where one != other select (one, other);
}
