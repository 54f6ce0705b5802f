using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Kernels;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>Who is gone from a world of the Petri Dish rules comes back at the end of an epoch, where that is wanted.</summary>
public sealed class DishRespawnTests : IDisposable
{
    private const int Width = 17;
    private const int Rows = 9;
    private const int Cells = Width * Rows;
    private const int Entities = 4;
    private const int Channels = 5;

    private static readonly PetriDishParameters dish = PetriDishParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Rows,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        LearnInterval = 2,
        UnrollSteps = 1,
        LearningRate = new(0.01f),
        Optimizer = new(OptimizerKind.Adam),
        SeedsPerSpecies = 3,
        MinOccupancy = 20,
    };

    // Of each species a scale, which is not used, and its seed vector.
    private static readonly float[] characters =
        [.. Enumerable.Range(0, (Entities - 1) * (1 + Channels)).Select(i => i % (1 + Channels) == 0 ? float.NaN : 0.1f * i)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Who sums to less than 1 gets five seeds in open cells, with its vector as state; nothing else changes.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_lost_come_back(string device)
    {
        float[] populations = [9, 9, 9, 1, 0, 5, 0.99f, 7, 0, 3, 3, 3];
        (float[] grid, int[] respawns) = BringBack(device, populations, slots: [4, 0, 2], epoch: 3);

        Assert.Equal([1, 2, 0], respawns);
        int[][] seeds = [.. Enumerable.Range(0, 3).Select(world => SeedsOf(grid, 3, world))];
        Assert.All(seeds[0], cell => Assert.Equal(2, OwnerOf(grid, 3, 0, cell)));
        Assert.All(seeds[1], cell => Assert.Equal(1, OwnerOf(grid, 3, 1, cell)));
        Assert.All(seeds[2], cell => Assert.Equal(2, OwnerOf(grid, 3, 2, cell)));
        Assert.All(seeds, world => Assert.InRange(world.Length, 4, 5));
        Assert.All(seeds, world => Assert.All(world, cell => Assert.NotEqual(0, cell % 3)));
        Assert.Equal(3, seeds.Select(world => string.Join(' ', world)).Distinct().Count());
    }

    /// <summary>A slot's world has the seeds that it has alone, and others in another epoch.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_slot_has_the_seeds_that_it_has_alone(string device)
    {
        (float[] together, _) = BringBack(device, [9, 9, 9, 0, 0, 0, 5, 5, 5, 0.5f, 0.5f, 0.5f], slots: [5, 7, 5], epoch: 11);
        (float[] alone, _) = BringBack(device, [9, 0, 5, 0.5f], slots: [7], epoch: 11);
        (float[] later, _) = BringBack(device, [9, 0, 5, 0.5f], slots: [7], epoch: 12);

        Assert.Equal(OfWorld(alone, 1, 0), OfWorld(together, 3, 1));
        Assert.Equal(OfWorld(together, 3, 0), OfWorld(together, 3, 2));
        Assert.NotEqual(OfWorld(together, 3, 0), OfWorld(together, 3, 1));
        Assert.NotEqual(alone, later);
    }

    /// <summary>A world that lost a species goes back to the pool with its seeds; without respawn the pool keeps what it had.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_world_with_newcomers_lives(string device)
    {
        using World world = WithoutSecond(device, dish);
        using World forgetful = WithoutSecond(device, dish with { MinOccupancy = 0 });
        float[] gone = forgetful.ReadGrid();
        Run(world, 1);
        Run(forgetful, 1);

        Assert.Equal(0, forgetful.ReadPlane(2).Sum());
        Assert.Equal([0, 0, 0], forgetful.Observe().Respawns);
        float[] second = world.ReadPlane(2);
        Assert.InRange(second.Count(value => value == 1), 4, 5);
        Assert.Equal([0, 1, 0], world.Observe().Respawns);
        Assert.Equal(world.ReadGrid(), Pool(world));
        Assert.NotEqual(gone, Pool(forgetful));
        Assert.True(Pool(forgetful).Skip(2 * Cells).Take(Cells).Sum() > 0);

        // They are learned from no sooner than in the next epoch.
        Assert.Equal(forgetful.ReadWeights(), world.ReadWeights());
        Run(world, 2);
        Assert.NotEqual(0, world.Observe().GradientNorms![1]);
    }

    /// <summary>Who never learns has no epochs, and stays dead.</summary>
    [Fact]
    public void A_frozen_world_brings_nobody_back()
    {
        using World world = WithoutSecond("cpu", dish with { LearnInterval = 0 });
        Run(world, 6);
        Assert.Equal(0, world.ReadPlane(2).Sum());
    }

    /// <summary>A world that was saved and loaded brings back the same in the same cells.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_loaded_world_goes_on_bit_by_bit(string device)
    {
        // Where the bar is high, many die.
        RunConfiguration start = new(
            dish with { BatchWorlds = 3, PoolWorlds = 5, AliveThreshold = 0.55f, CompetitionTemperature = 3 }, [], []);
        using ConfiguredWorld whole = new(Devices.Open(device), start);
        using ConfiguredWorld first = new(Devices.Open(device), start);
        whole.Run(7);
        first.Run(7);
        using ConfiguredWorld second = first.SaveAndLoad(folder["world.eco"]);
        int before = second.World.Observe().Respawns.Sum();
        Assert.NotEqual(0, before);
        whole.Run(9);
        second.Run(9);

        Assert.True(second.World.Observe().Respawns.Sum() > before);
        Assert.Equal(whole.World.StateHash(), second.World.StateHash());
    }

    private static (float[] Grid, int[] Respawns) BringBack(string device, float[] populations, float[] slots, long epoch)
    {
        using Workbench bench = new(Devices.Open(device));
        WorldStack worlds = new(new Area(2, 5, Width, slots.Length * Rows), Rows);
        PlaneBuffer grid = bench.Planes(Entities + Channels, worlds.Grid);
        float[] walls = [.. Enumerable.Range(0, slots.Length * Cells).Select(i => i % Cells % 3 == 0 ? 1f : 0f)];
        DeviceBuffer<int> respawns = bench.Buffer(new int[Entities - 1]);
        bench.Run<DishRespawn, DishRespawn.Arguments>(new DishRespawn.Arguments
        {
            Cell = new SeededCell
            {
                Grid = grid.Planes,
                Characters = bench.Buffer(characters).View,
                Entities = Entities,
                Channels = Channels,
                Whole = worlds.Grid,
                Alike = 1,
                Seed = 5,
                Step = epoch,
            },
            Walls = bench.Planes(1, worlds.Grid, walls).Planes,
            Populations = bench.Buffer(populations).View,
            Slots = bench.Buffer(slots).View,
            Respawns = respawns.View,
            Worlds = worlds,
        });
        return (bench.Read(grid), bench.Read(respawns));
    }

    // The cells of a world that are not as empty as they were.
    private static int[] SeedsOf(float[] grid, int worlds, int world)
    {
        float[] own = OfWorld(grid, worlds, world);
        return [.. Enumerable.Range(0, Cells).Where(cell => Enumerable.Range(0, Entities + Channels).Any(plane => own[plane * Cells + cell] != 0))];
    }

    // Who holds a cell alone, with its own vector as state.
    private static int OwnerOf(float[] grid, int worlds, int world, int cell)
    {
        float[] own = OfWorld(grid, worlds, world);
        float[] values = [.. Enumerable.Range(0, Entities + Channels).Select(plane => own[plane * Cells + cell])];
        int owner = Array.IndexOf(values, 1f);
        Assert.Equal(Enumerable.Range(0, Entities).Select(entity => entity == owner ? 1f : 0f), values[..Entities]);
        int character = (owner - 1) * (1 + Channels);
        Assert.Equal(characters[(character + 1)..(character + 1 + Channels)], values[Entities..]);
        return owner;
    }

    private static float[] OfWorld(float[] stacked, int worlds, int world) =>
        [.. Enumerable.Range(0, Entities + Channels).SelectMany(plane => stacked.Skip((plane * worlds + world) * Cells).Take(Cells))];

    // The pool knows a world with all species; in the batch the second is gone.
    private static World WithoutSecond(string device, PetriDishParameters parameters)
    {
        World world = new(Devices.Open(device), parameters);
        Run(world, 1);
        float[] grid = world.ReadGrid();
        for (int cell = 0; cell < Cells; cell++)
        {
            grid[cell] += grid[2 * Cells + cell];
            grid[2 * Cells + cell] = 0;
        }

        world.LoadGrid(grid);
        return world;
    }

    private static float[] Pool(World world) =>
        ((PetriDishBody)world.Body).Pool.Grids.Read(world.Launcher.Flush(), 0, Entities + Channels);

    private static void Run(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        world.Finish();
    }
}
