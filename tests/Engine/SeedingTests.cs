using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>How a world's first cells are given away.</summary>
public class SeedingTests
{
    private static readonly EcosystemParameters crowded = EcosystemParameters.Default with
    {
        Species = 1,
        GridWidth = 8,
        GridHeight = 8,
        StateChannels = 128,
        NetworkWidth = 8,
        NetworkDepth = 0,
        SeedsPerSpecies = 10000,
        LearnInterval = 0,
    };

    private static readonly EcosystemParameters sparse = crowded with
    {
        Species = 3,
        GridWidth = 31,
        GridHeight = 17,
        StateChannels = 8,
        SeedsPerSpecies = 10,
    };

    /// <summary>
    /// The sun everywhere but in the seeds' cells, which one species holds alone, with a state as long as the species'
    /// scale: (0.7 + 0.6 (n + 0.5) / N) times 0.9 to 1.1.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_world_starts_as_specified(string device)
    {
        using World world = new(Devices.Open(device), sparse);
        Cell[] cells = Cells(world);

        Assert.All(cells, cell => Assert.Equal(1, cell.Aliveness.Sum()));
        Assert.All(cells, cell => Assert.Single(cell.Aliveness, 1f));
        Assert.All(cells.Where(cell => cell.Aliveness[0] == 1), cell => Assert.Equal(0, cell.Length));
        for (int species = 1; species <= 3; species++)
        {
            Cell[] seeds = [.. cells.Where(cell => cell.Aliveness[species] == 1)];
            double scale = 0.7 + 0.6 * (species - 0.5) / 3;

            // Seeds may meet in a cell, and a later species takes it.
            Assert.InRange(seeds.Length, 7, 10);
            Assert.All(seeds, seed => Assert.InRange(seed.Length, 0.9 * scale, 1.1 * scale));
            Assert.Equal(seeds[0].Length, seeds.Average(seed => seed.Length), 1e-5);
            Assert.Equal(seeds.Length, seeds.Select(seed => seed.State[0]).Distinct().Count());
        }
    }

    /// <summary>Seeds that are added later go to open cells, all over the grid, and to one species alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Added_seeds_avoid_walls(string device)
    {
        using World world = new(Devices.Open(device), sparse);
        float[] walls = [.. Enumerable.Range(0, 31 * 17).Select(cell => cell % 2 == 0 ? 1f : 0f)];
        world.LoadWalls(walls);
        Cell[] before = Cells(world);
        world.AddSeeds(2, 2000);
        Cell[] after = Cells(world);

        // Of 263 open cells, 2000 seeds leave one in 2000 empty.
        int open = walls.Count(wall => wall == 0);
        Assert.InRange(after.Where((_, cell) => walls[cell] == 0).Count(cell => cell.Aliveness[2] == 1), open - 3, open);
        Assert.All(after.Zip(before).Where((_, cell) => walls[cell] == 1), pair => Assert.Equal(pair.Second.State, pair.First.State));
    }

    /// <summary>There must be such a species.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public void Unknown_species_are_refused(int species)
    {
        using World world = new(Devices.Open("cpu"), sparse);
        UserException refusal = Assert.Throws<UserException>(() => world.AddSeeds(species, 5));
        Assert.Contains($"no species {species}", refusal.Message);
    }

    /// <summary>Many seeds that meet in few cells, on several workers at once, still make one and the same world.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Seeds_that_meet_do_not_disturb_each_other(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        int worlds = device == "simulated" ? 2 : 10;
        EcosystemParameters recipe = device == "simulated" ? crowded with { SeedsPerSpecies = 200 } : crowded;
        string[] hashes = [.. Enumerable.Range(0, worlds).Select(_ =>
        {
            using World world = new(opened, recipe);
            return world.StateHash();
        })];

        Assert.Single(hashes.Distinct());
    }

    private sealed record Cell(float[] Aliveness, float[] State)
    {
        public double Length => Math.Sqrt(State.Sum(value => (double)value * value));
    }

    private static Cell[] Cells(World world)
    {
        WorldParameters p = world.Parameters;
        float[] grid = world.ReadGrid();
        int cells = p.GridWidth * p.GridHeight;
        float[] Planes(int cell, int first, int count) =>
            [.. Enumerable.Range(first, count).Select(plane => grid[plane * cells + cell])];
        return [.. Enumerable.Range(0, cells).Select(cell => new Cell(
            Planes(cell, 0, p.Species + 1),
            Planes(cell, p.Species + 1, p.StateChannels + p.HiddenChannels)))];
    }
}
