using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Who holds each cell, against the same worked out from the cells.</summary>
public class WinnersTests
{
    private const int Width = 37;
    private const int Height = 21;
    private const int Cells = Width * Height;
    private const int Entities = 6;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = 4,
        HiddenChannels = 0,
        NetworkWidth = 8,
        NetworkDepth = 0,
        LearnInterval = 0,
    };

    /// <summary>Every kind of device, and the CPU's vectors of every width.</summary>
    public static TheoryData<string> EveryBody => [.. Devices.EveryBody];

    /// <summary>Of equal shares the first takes the cell, and of what is no number the species have none; walls are nobody's.</summary>
    [Theory]
    [MemberData(nameof(EveryBody))]
    public void Winners_have_the_largest_aliveness(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        Random random = new(5);

        // Few levels, so that many cells have several entities of the largest.
        float[] grid = [.. Enumerable.Range(0, (Entities + 4) * Cells).Select(_ => random.Next(4) / 4f)];
        grid[3 * Cells + 7] = float.NaN;
        float[] walls = [.. Enumerable.Range(0, Cells).Select(cell => cell > 7 && random.Next(5) == 0 ? 1f : 0f)];
        world.LoadGrid(grid);
        world.LoadWalls(walls);
        byte[] winners = world.ReadWinners();

        Assert.Equal(Expected(grid, walls, (next, best) => next > best), winners);
        Assert.NotEqual(Expected(grid, walls, (next, best) => next >= best), winners);
        Assert.Equal(Entities + 1, winners.Distinct().Count());
    }

    /// <summary>Worlds that live at once come one below the other.</summary>
    [Fact]
    public void All_worlds_are_read()
    {
        PetriDishParameters dish = PetriDishParameters.Default with
        {
            Species = 3, GridWidth = 19, GridHeight = 11, BatchWorlds = 3, PoolWorlds = 3, NetworkWidth = 8, NetworkDepth = 1, LearnInterval = 0,
        };
        using World world = new(Devices.Open("cpu"), dish);
        for (int step = 0; step < 5; step++)
        {
            world.Step();
        }

        float[][] planes = [.. Enumerable.Range(0, 4).Select(world.ReadPlane)];
        byte[] winners = world.ReadWinners();
        Assert.Equal(3 * 19 * 11, winners.Length);
        Assert.Equal(
            Enumerable.Range(0, winners.Length).Select(cell => (byte)Enumerable.Range(0, 4).MaxBy(entity => planes[entity][cell])), winners);
        Assert.Equal(3, winners.Chunk(19 * 11).Select(one => string.Join(' ', one)).Distinct().Count());
    }

    /// <summary>No species has the number of what is no species.</summary>
    [Fact]
    public void Walls_are_told_from_species() => Assert.All(SpeciesRules.All, rules =>
        Assert.True(rules.Catalogue.Find(nameof(WorldParameters.Species)).Maximum < World.NoWinner));

    private static byte[] Expected(float[] grid, float[] walls, Func<float, float, bool> isMore)
    {
        byte[] winners = new byte[Cells];
        for (int cell = 0; cell < Cells; cell++)
        {
            for (int entity = 1; entity < Entities; entity++)
            {
                bool wins = isMore(grid[entity * Cells + cell], grid[winners[cell] * Cells + cell]);
                winners[cell] = wins ? (byte)entity : winners[cell];
            }

            winners[cell] = walls[cell] == 1 ? World.NoWinner : winners[cell];
        }

        return winners;
    }
}
