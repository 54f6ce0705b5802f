using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Worlds at the edges of what is allowed stay worlds: finite numbers, shares of one, empty walls, right counts.</summary>
public class EdgeWorldTests
{
    private const int Steps = 3;

    private static readonly EcosystemParameters smallest = EcosystemParameters.Default with
    {
        Species = 2,
        GridWidth = 8,
        GridHeight = 8,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
        SeedsPerSpecies = 5,
        UpdateProbability = 1,
        WinRate = false,
        LearnInterval = 0,
    };

    private static readonly Dictionary<string, EcosystemParameters> edges = new()
    {
        ["smallest grid"] = smallest,
        ["one species"] = smallest with { Species = 1 },
        ["64 species"] = smallest with { Species = 64, SeedsPerSpecies = 1 },
        ["one seed"] = smallest with { SeedsPerSpecies = 1 },
        ["9 wide"] = smallest with { GridWidth = 9 },
        ["17 wide"] = smallest with { GridWidth = 17 },
        ["33 wide"] = smallest with { GridWidth = 33 },
        ["33 high"] = smallest with { GridHeight = 33 },
        ["window beyond the grid"] = smallest with { ConcentrationWindow = 21, Similarity = SimilarityKind.Dot },
        ["window of one cell"] = smallest with { ConcentrationWindow = 1, Similarity = SimilarityKind.Dot },
        ["kernel beyond the grid"] = smallest with { KernelSize = 7, NetworkDepth = 3 },
        ["no kernel"] = smallest with { KernelSize = 1 },
        ["no blocks"] = smallest with { NetworkDepth = 0 },
        ["no hidden channels"] = smallest with { HiddenChannels = 0 },
        ["cold competition"] = smallest with { CompetitionTemperature = 0.01f, Similarity = SimilarityKind.Dot },
        ["hot competition"] = smallest with { CompetitionTemperature = 10 },
        ["cold concentration"] = smallest with { ConcentrationTemperature = 0.05f, Similarity = SimilarityKind.Dot },
        ["hot concentration"] = smallest with { ConcentrationTemperature = 5, Similarity = SimilarityKind.Dot },
        ["everything lives"] = smallest with { AliveThreshold = 0, GrowthGateSteepness = 50 },
        ["nothing lives"] = smallest with { AliveThreshold = 1, GrowthGateSteepness = 50 },
        ["strong helpers"] = smallest with { DiversityWeight = 2, MinOccupancy = 10000, SunPenalty = 10 },
        ["no helpers"] = smallest with { DiversityWeight = 0, MinOccupancy = 0 },
        ["moody cells"] = smallest with { WinRate = true, UpdateProbability = 0.3f, WinRateMemory = 0, WinRateStrength = 2 },
        ["shared spatial"] = smallest with { Coupling = Coupling.Shared, SunMode = SunMode.Spatial, AliveVisible = true },
        ["the present alone"] = smallest with { Opposition = OppositionKind.Present, Species = 3, SeedsPerSpecies = 1, GridWidth = 33 },
        ["mean field"] = smallest with { CompetitionMode = CompetitionMode.MeanField, CompetitionTemperature = 0.01f },
    };

    /// <summary>Every edge on every device.</summary>
    public static TheoryData<string, string> EdgesOnDevices
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (string edge in edges.Keys)
                {
                    data.Add(device, edge);
                }
            }

            return data;
        }
    }

    /// <summary>A few steps with walls in some cells.</summary>
    [Theory]
    [MemberData(nameof(EdgesOnDevices))]
    public void Stays_a_world(string device, string edge)
    {
        using World world = new(Devices.Open(device), edges[edge]);
        int cells = world.Parameters.GridWidth * world.Parameters.GridHeight;
        float[] walls = [.. Enumerable.Range(0, cells).Select(cell => cell % 7 == 3 ? 1f : 0f)];
        world.LoadWalls(walls);
        string before = world.StateHash();
        for (int step = 1; step <= Steps; step++)
        {
            world.Step();
            AssertIsWorld(world, walls, wallsAreEmpty: world.Parameters.Ecosystem().UpdateProbability == 1);
        }

        Assert.NotEqual(before, world.StateHash());
        Assert.All(world.ReadWinRate(), rate => Assert.InRange(rate, 0, 1));
    }

    /// <summary>Where everything is wall, everything is the sun's after a step, and nobody can be brought back.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_world_of_walls_is_the_suns(string device)
    {
        using World world = new(Devices.Open(device), smallest);
        float[] walls = [.. Enumerable.Repeat(1f, 64)];
        world.LoadWalls(walls);
        for (int step = 1; step <= Steps; step++)
        {
            world.Step();
            AssertIsWorld(world, walls, wallsAreEmpty: true);
        }

        Metrics metrics = world.Observe();
        Assert.Equal([64L, 0, 0], metrics.Territory);
        Assert.Equal([0f, 0], metrics.Populations[1..]);
        Assert.All(world.ReadGrid()[..64], sun => Assert.True(sun > 0.9));
    }

    /// <summary>A world that was emptied comes back to life by itself.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void An_emptied_world_comes_back(string device)
    {
        using World world = new(Devices.Open(device), smallest);
        world.LoadGrid([.. Enumerable.Repeat(1f, 64), .. new float[(2 + 5) * 64]]);
        world.Step();
        Metrics first = world.Observe();
        world.Step();

        Assert.Equal([1, 1], first.Respawns);
        Assert.All(first.Populations[1..], population => Assert.InRange(population, 1, 5));
        AssertIsWorld(world, new float[64], wallsAreEmpty: true);
    }

    private static void AssertIsWorld(World world, float[] walls, bool wallsAreEmpty)
    {
        int cells = walls.Length;
        int entities = world.Parameters.Species + 1;
        float[] grid = world.ReadGrid();
        Metrics metrics = world.Observe();
        Assert.All(grid, value => Assert.True(float.IsFinite(value)));
        Assert.All(grid[..(entities * cells)], aliveness => Assert.InRange(aliveness, 0, 1));
        Assert.All(grid[(entities * cells)..], state => Assert.InRange(state, -1.5f, 1.5f));
        for (int entity = 0; entity < entities; entity++)
        {
            float[] plane = grid[(entity * cells)..((entity + 1) * cells)];
            double population = plane.Sum(value => (double)value);
            Assert.Equal(population, metrics.Populations[entity], 1e-5 * Math.Max(1, population));
            if (entity > 0 && wallsAreEmpty)
            {
                Assert.All(plane.Where((_, cell) => walls[cell] == 1), aliveness => Assert.Equal(0, aliveness));
            }
        }

        Assert.Equal(cells, metrics.Territory.Sum());
    }
}
