using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Scattered seeds fall within their disc, in open cells, and wherever they fell before.</summary>
public class ScatterTests
{
    private const int Size = 40;
    private const int Cells = Size * Size;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 2,
        GridWidth = Size,
        GridHeight = Size,
        StateChannels = 4,
        HiddenChannels = 0,
        NetworkWidth = 8,
        NetworkDepth = 0,
        SeedsPerSpecies = 1,
    };

    /// <summary>All of them lie in the disc, in different places each time, and none in a wall.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Seeds_fall_into_open_cells_of_the_disc(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        world.Stroke(Brush.Erase, 20, 20, 20, 20, 60);
        world.Stroke(Brush.Wall, 0, 20, 39, 20, 1);
        world.Scatter(2, 30, 22.5f, 18, 9);
        List<int> first = Held(world);
        Assert.InRange(first.Count, 15, 30);
        Assert.All(first, cell =>
        {
            Assert.True(Math.Pow(cell % Size - 22.5, 2) + Math.Pow(cell / Size - 18, 2) <= Math.Pow(9.71, 2), $"cell {cell}");
            Assert.NotInRange(cell / Size, 19, 21);
        });
        Assert.Contains(first, cell => cell % Size < 20);
        Assert.Contains(first, cell => cell % Size > 25);

        world.Scatter(2, 30, 22.5f, 18, 9);
        Assert.True(Held(world).Count > first.Count + 5, "the second seeds fell where the first did");
    }

    /// <summary>The same seeds fall again in a world that starts again.</summary>
    [Fact]
    public void Seeds_are_repeated()
    {
        using World world = new(Devices.Open("cpu"), parameters);
        world.Scatter(1, 50, 10, 10, 8);
        world.Scatter(2, 50, 12, 12, 8);
        string hash = world.StateHash();
        world.Reset();
        world.Scatter(1, 50, 10, 10, 8);
        world.Scatter(2, 50, 12, 12, 8);
        Assert.Equal(hash, world.StateHash());
    }

    /// <summary>A disc of one cell takes one seed, and what is nowhere or nobody is refused.</summary>
    [Fact]
    public void Small_and_absurd_discs()
    {
        using World world = new(Devices.Open("cpu"), parameters);
        world.Stroke(Brush.Erase, 20, 20, 20, 20, 60);
        world.Scatter(1, 10_000, 5, 6, 0);
        Assert.Equal(1, world.ReadGrid()[Cells + 6 * Size + 5]);
        Assert.Equal(1, world.Observe().Territory[1]);
        Assert.Throws<UserException>(() => world.Scatter(3, 1, 5, 5, 1));
        Assert.Throws<UserException>(() => world.Scatter(1, 1, float.NaN, 5, 1));
        Assert.Throws<UserException>(() => world.Scatter(1, 1, 5, 5, -1));
    }

    private static List<int> Held(World world)
    {
        float[] grid = world.ReadGrid();
        return [.. Enumerable.Range(0, Cells).Where(cell => grid[2 * Cells + cell] == 1)];
    }
}
