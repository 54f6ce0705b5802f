using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What is observed of a world, against the same worked out from its cells.</summary>
public class MetricsTests
{
    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 4,
        GridWidth = 27,
        GridHeight = 22,
        StateChannels = 8,
        NetworkWidth = 8,
        NetworkDepth = 1,
        SeedsPerSpecies = 40,
        MinOccupancy = 0,
        LearnInterval = 0,
    };

    private const int Cells = 27 * 22;
    private const int Entities = 5;

    /// <summary>Every number after a few steps; a cell took part in the last step if any of its numbers changed.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Metrics_are_those_of_the_cells(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        world.Step();
        world.Step();
        float[] before = world.ReadGrid();
        world.Step();
        float[] after = world.ReadGrid();
        Metrics metrics = world.Observe();

        Assert.Equal(3, metrics.Step);
        double[] populations = [.. after[..(Entities * Cells)].Chunk(Cells).Select(plane => plane.Sum(value => (double)value))];
        Close.Assert(populations, metrics.Populations, absolute: 0, relativeToLargest: 1e-6, "populations");
        Assert.Equal(Territory(after), metrics.Territory);

        double[] shares = [.. populations[1..].Select(population => population / populations[1..].Sum())];
        double entropy = -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0);
        Assert.Equal(entropy, metrics.Entropy, 1e-5);
        Assert.Equal(entropy / Math.Log(4), metrics.NormalizedEntropy, 1e-5);
        Assert.InRange(entropy, 0.1, 2);

        int participants = Enumerable.Range(0, Cells).Count(cell => Changed(before, after, cell));
        Assert.InRange(participants, 1, Cells - 1);
        Assert.Equal((double)participants / Cells, metrics.UpdateRate, 1e-6);
        double change = Enumerable.Range(0, Entities * Cells).Average(i => Math.Abs((double)after[i] - before[i]));
        Assert.Equal(change, metrics.Activity, 1e-5 * change);
    }

    /// <summary>Before the first step nothing has moved.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_fresh_world_is_still(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        Metrics metrics = world.Observe();

        Assert.Equal((0, 0f, 0f), (metrics.Step, metrics.UpdateRate, metrics.Activity));
        Assert.Null(metrics.Loss);
        Assert.Equal(Cells, metrics.Populations.Sum());
        Assert.Equal(Territory(world.ReadGrid()), metrics.Territory);
    }

    /// <summary>Of equal shares the first takes the cell: the sun before the species.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Ties_go_to_the_first(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        float[] grid = world.ReadGrid();
        float[][] shares = [[0.5f, 0.5f, 0, 0, 0], [0, 0.2f, 0.4f, 0.4f, 0], [0, 0, 0, 0, 0], [0.1f, 0, 0, 0, 0.3f]];
        for (int i = 0; i < Entities * Cells; i++)
        {
            grid[i] = shares[i % Cells % shares.Length][i / Cells];
        }

        world.LoadGrid(grid);
        Assert.Equal([297, 0, 149, 0, 148], world.Observe().Territory);
    }

    /// <summary>A share that nobody has counts for nothing, and where nobody lives there is no entropy.</summary>
    [Fact]
    public void Entropy_at_its_ends()
    {
        AssertEntropy(0, 0, [0, 0, 0]);
        AssertEntropy(0, 0, [5, 0, 0]);
        AssertEntropy(0, 0, [5]);
        AssertEntropy(Math.Log(2), Math.Log(2) / Math.Log(3), [5, 0, 5]);
        AssertEntropy(Math.Log(3), 1, [0.1, 0.1, 0.1]);
    }

    private static void AssertEntropy(double entropy, double normalized, double[] populations)
    {
        (float actual, float actualNormalized) = Metrics.EntropyOf(populations);
        Assert.Equal(entropy, actual, 1e-6);
        Assert.Equal(normalized, actualNormalized, 1e-6);
    }

    private static long[] Territory(float[] grid)
    {
        long[] territory = new long[Entities];
        for (int cell = 0; cell < Cells; cell++)
        {
            territory[Enumerable.Range(0, Entities).MaxBy(entity => grid[entity * Cells + cell])]++;
        }

        return territory;
    }

    private static bool Changed(float[] before, float[] after, int cell)
    {
        for (int i = cell; i < before.Length; i += Cells)
        {
            if (before[i] != after[i])
            {
                return true;
            }
        }

        return false;
    }
}
