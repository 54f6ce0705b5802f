using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Kernels;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Who dies out comes back with five seeds in open cells, and nobody else is disturbed.</summary>
public class RespawnTests
{
    private const int Width = 18;
    private const int Height = 13;
    private const int Cells = Width * Height;
    private const int Entities = 4;
    private const int Channels = 10;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = 8,
        HiddenChannels = 2,
        NetworkWidth = 8,
        NetworkDepth = 0,
        LearnInterval = 0,
    };

    /// <summary>Beside the seeds of the one species that was gone, the grid is that of a step without respawning.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_lost_come_back(string device)
    {
        using World world = Load(new World(Devices.Open(device), parameters));
        using World other = Load(new World(Devices.Open(device), parameters) { Respawns = false });
        world.Step();
        other.Step();

        float[] walls = world.ReadWalls();
        float[][] with = Split(world.ReadGrid());
        float[][] without = Split(other.ReadGrid());
        int[] seeds = [.. Enumerable.Range(0, Cells).Where(cell => !with[cell].SequenceEqual(without[cell]))];
        Assert.InRange(seeds.Length, 4, 5);
        Assert.All(seeds, cell =>
        {
            float[] oneHot = [0, 0, 1, 0];
            Assert.Equal(oneHot, with[cell][..Entities]);
            Assert.All(with[cell][Entities..], state => Assert.InRange(state, -0.1f, 0.1f));
            Assert.Equal(0, walls[cell]);
        });
        float[] states = [.. seeds.SelectMany(cell => with[cell][Entities..])];
        Assert.True(states.Min() < -0.07f && states.Max() > 0.07f);
        Assert.Equal([0, 1, 0], world.Observe().Respawns);
        Assert.Equal([0, 0, 0], other.Observe().Respawns);
    }

    /// <summary>The boosts of the following step know the newcomers.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_next_step_counts_them(string device)
    {
        using World world = Load(new World(Devices.Open(device), parameters));
        using World counted = Load(new World(Devices.Open(device), parameters));
        world.Step();
        counted.Step();

        // Numbers that are loaded are counted before they are used.
        counted.LoadGrid(counted.ReadGrid());
        world.Step();
        counted.Step();
        Assert.Equal(counted.StateHash(), world.StateHash());
    }

    /// <summary>Without a least occupancy the dead stay dead.</summary>
    [Fact]
    public void Respawning_can_be_switched_off()
    {
        using World world = Load(new World(Devices.Open("cpu"), parameters with { MinOccupancy = 0 }));
        world.Step();
        Metrics metrics = world.Observe();

        Assert.Equal(0, metrics.Populations[2]);
        Assert.Equal([0, 0, 0], metrics.Respawns);
    }

    /// <summary>Every time counts, and every time the seeds fall elsewhere.</summary>
    [Fact]
    public void Each_time_is_new()
    {
        using World world = Load(new World(Devices.Open("cpu"), parameters));
        HashSet<string> places = [];
        for (int time = 1; time <= 4; time++)
        {
            world.Step();
            Assert.Equal(time, world.Observe().Respawns[1]);
            places.Add(string.Join(' ', Split(world.ReadGrid()).Select((values, cell) => values[2] == 1 ? cell : -1)));
            Load(world);
        }

        Assert.Equal(4, places.Count);
    }

    /// <summary>Gone is who sums to less than 1; a population of exactly 1 is left alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void One_is_enough(string device)
    {
        int[] seeds = Respawn(device, populations: [0, 1, 0.9999f, 50], walls: new float[Cells]);
        Assert.Equal([0, 1, 0], seeds);
    }

    /// <summary>A single open cell among walls is found.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_last_open_cell_is_found(string device)
    {
        float[] walls = [.. Enumerable.Range(0, Cells).Select(cell => cell == 101 ? 0f : 1f)];
        Assert.Equal([1, 0, 0], Respawn(device, populations: [0, 0, 2, 2], walls, only: 101));
    }

    /// <summary>Of a group of any size the same species come back in the same cells, and are counted the same.</summary>
    [Theory]
    [MemberData(nameof(GroupSizeTests.Gpus), MemberType = typeof(GroupSizeTests))]
    public void The_size_of_a_group_changes_nothing(string device)
    {
        float[][] results = [.. ((int[])[256, 50, 5]).Select(threads =>
        {
            using Workbench bench = new(Devices.Open(device));
            (Respawn.Arguments arguments, PlaneBuffer grid, DeviceBuffer<float> totals) =
                Prepare(bench, populations: [0, 0.5f, 2, 0.9999f], walls: new float[Cells]);
            bench.RunGroups<Respawn, Respawn.Arguments>(arguments, new GroupLimits(threads, Groups: 1, Depth: 1));
            return (float[])[.. bench.Read(grid), .. bench.Read(totals)];
        })];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    // Runs the operation alone; gives each species' count of respawns.
    private static int[] Respawn(string device, float[] populations, float[] walls, int only = -1)
    {
        using Workbench bench = new(Devices.Open(device));
        (Respawn.Arguments arguments, PlaneBuffer grid, DeviceBuffer<float> totals) = Prepare(bench, populations, walls);
        DeviceBuffer<int> respawns = bench.Buffer(0, 0, 0);
        arguments.Respawns = respawns.View;
        bench.RunGroups<Respawn, Respawn.Arguments>(arguments);

        float[][] cells = Split(bench.Read(grid));
        int[] taken = [.. Enumerable.Range(0, Cells).Where(cell => cells[cell].Any(value => value != 0))];
        Assert.InRange(taken.Length, 1, 5);
        Assert.True(only < 0 || taken is [101]);

        // The grid was empty whatever the rows said; those that got seeds have been counted again.
        int[] rows = [.. taken.Select(cell => cell / Width).Distinct()];
        double[] expected = [.. populations.Select((population, entity) =>
            population * (Height - rows.Length) / Height + taken.Sum(cell => cells[cell][entity]))];
        Close.Assert<double, float>(expected, bench.Read(totals), absolute: 1e-5, what: "populations");
        return bench.Read(respawns);
    }

    private static (Respawn.Arguments Arguments, PlaneBuffer Grid, DeviceBuffer<float> Totals) Prepare(
        Workbench bench, float[] populations, float[] walls)
    {
        Area whole = new(0, 0, Width, Height);
        PlaneBuffer grid = bench.Planes(Entities + Channels, whole);
        DeviceBuffer<float> totals = bench.Buffer(new float[Entities]);
        float[] rows = [.. populations.SelectMany(population => Enumerable.Repeat(population / Height, Height))];
        Respawn.Arguments arguments = new()
        {
            Grid = grid.Planes,
            Walls = bench.Planes(1, whole, walls).Planes,
            Populations = new RowTotals.Arguments
            {
                RowSums = bench.Buffer(rows).View,
                Totals = totals.View,
                Counts = Entities,
                RowCount = Height,
            },
            Respawns = bench.Buffer(0, 0, 0).View,
            Planted = bench.Buffer(new int[1 + 5 * (Entities - 1)]).View,
            Entities = Entities,
            Channels = Channels,
            Seed = 5,
            Step = 6,
            Whole = whole,
        };
        return (arguments, grid, totals);
    }

    // Species 1 and 3 hold a part of the grid each, species 2 nothing, and every third cell is wall.
    private static World Load(World world)
    {
        Random random = new(8);
        int Owner(int cell) => (cell % Width) switch { < 7 => 1, > 11 => 3, _ => 0 };
        float[] aliveness =
            [.. Enumerable.Range(0, Entities * Cells).Select(i => Owner(i % Cells) == i / Cells ? 1f : 0f)];
        world.LoadGrid([.. aliveness, .. Enumerable.Range(0, Channels * Cells).Select(_ => random.NextSingle())]);
        world.LoadWalls([.. Enumerable.Range(0, Cells).Select(cell => cell % 3 == 0 ? 1f : 0f)]);
        return world;
    }

    private static float[][] Split(float[] grid) =>
        [.. Enumerable.Range(0, Cells).Select(cell =>
            Enumerable.Range(0, Entities + Channels).Select(plane => grid[plane * Cells + cell]).ToArray())];
}
