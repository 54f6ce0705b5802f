using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>Batches, bands, files and edits leave what worlds of the Petri Dish rules do as it is.</summary>
public sealed class DishWorldTests : IDisposable
{
    private static readonly PetriDishParameters small = PetriDishParameters.Default with
    {
        Species = 3,
        GridWidth = 19,
        GridHeight = 14,
        StateChannels = 4,
        HiddenChannels = 4,
        NetworkWidth = 8,
        NetworkDepth = 1,
        AliveVisible = true,
        LearnInterval = 3,
        UnrollSteps = 2,
        SunInterval = 2,
        LearningRate = new(0.01f),
        Optimizer = new(OptimizerKind.Adam),
        SeedsPerSpecies = 3,
    };

    private static readonly PetriDishParameters pool = small with
    {
        BatchWorlds = 3,
        PoolWorlds = 7,
        DrawInterval = 2,
        BurnInIncrement = 1,
        BurnInEpochs = 2,
    };

    private readonly TemporaryFolder folder = new();

    /// <summary>Devices, and steps after which a world is saved: at an epoch's start, on the tape, while worlds burn in and after.</summary>
    public static TheoryData<string, int> Savings =>
        [.. Devices.Fast.SelectMany(_ => (int[])[2, 5, 14], (row, steps) => ((string)row, steps))];

    public void Dispose() => folder.Dispose();

    /// <summary>A world that was saved and loaded goes on bit by bit as one that was not.</summary>
    [Theory]
    [MemberData(nameof(Savings))]
    public void A_loaded_world_goes_on_bit_by_bit(string device, int steps)
    {
        ComputeDevice opened = Devices.Open(device);
        RunConfiguration start = new(pool, [], []);
        using ConfiguredWorld whole = new(opened, start);
        using ConfiguredWorld first = new(opened, start);
        whole.Run(steps);
        first.Run(steps);
        using ConfiguredWorld second = first.SaveAndLoad(folder["world.eco"]);
        Assert.Equal(first.World.StateHash(), second.World.StateHash());
        whole.Run(9);
        second.Run(9);

        Assert.Equal(whole.World.StateHash(), second.World.StateHash());
    }

    /// <summary>Bands change no cell; they cut the sums of gradients elsewhere, so nothing learns here.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Bands_change_nothing(string device)
    {
        PetriDishParameters frozen = pool with { LearningRate = new(0f) };
        using World whole = new(Devices.Open(device), frozen);
        using World cut = new(Devices.Open(device), frozen, rowsPerBand: 5);
        Run(whole, 8);
        Run(cut, 8);

        Assert.Equal(whole.ReadGrid(), cut.ReadGrid());
    }

    /// <summary>The gradients of bands add up to those of the whole.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Gradients_of_bands_add_up(string device)
    {
        using World whole = new(Devices.Open(device), small);
        using World cut = new(Devices.Open(device), small, rowsPerBand: 4);
        Run(whole, 3);
        Run(cut, 3);
        Close.Assert<float, float>(Gradients(whole), Gradients(cut), 0, 1e-5, "gradients");
    }

    /// <summary>A world among others has the bits that it has alone, as long as they do not learn together.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_world_of_a_batch_is_as_it_is_alone(string device)
    {
        PetriDishParameters frozen = small with { LearnInterval = 0 };
        using World together = new(Devices.Open(device), frozen with { BatchWorlds = 5, PoolWorlds = 5 });
        using World alone = new(Devices.Open(device), frozen);
        int cells = small.GridWidth * small.GridHeight;
        float[] all = together.ReadGrid();
        alone.LoadGrid(OfWorld(all, 3, cells));
        Run(together, 12);
        Run(alone, 12);

        Assert.Equal(OfWorld(together.ReadGrid(), 3, cells), alone.ReadGrid());
    }

    /// <summary>Figures are means of what worlds tell alone, and populations are there one by one.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Figures_are_means(string device)
    {
        const int worlds = 3;
        PetriDishParameters frozen = small with { LearnInterval = 0 };
        using World together = new(Devices.Open(device), frozen with { BatchWorlds = worlds, PoolWorlds = worlds });
        float[] all = together.ReadGrid();
        Run(together, 5);
        Metrics[] alone = [.. Enumerable.Range(0, worlds).Select(index =>
        {
            using World world = new(Devices.Open(device), frozen);
            world.LoadGrid(OfWorld(all, index, small.GridWidth * small.GridHeight));
            Run(world, 5);
            return world.Observe();
        })];
        Metrics mean = together.Observe();

        Assert.All(alone, one => Assert.Null(one.WorldPopulations));
        Assert.Equal(alone.Select(one => one.Populations), mean.WorldPopulations!);
        Assert.Equal(worlds, alone.Select(one => one.Entropy).Distinct().Count());
        Assert.Equal(alone.Average(one => one.Entropy), mean.Entropy, 1e-6f);
        Assert.Equal(alone.Average(one => one.NormalizedEntropy), mean.NormalizedEntropy, 1e-6f);
        Assert.Equal(alone.Average(one => one.Activity), mean.Activity, 1e-6f);
        Assert.NotEqual(0, mean.Activity);
        for (int entity = 0; entity <= small.Species; entity++)
        {
            Assert.Equal(alone.Average(one => one.Populations[entity]), mean.Populations[entity], 1e-3f);
            Assert.Equal(Math.Round(alone.Average(one => one.Territory[entity])), mean.Territory[entity]);
        }
    }

    /// <summary>What is painted between two epochs stays, though each begins with what the pool knows.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_painted_stays(int steps)
    {
        const int channel = 4;
        int cell = 7 * small.GridWidth + 10;
        using World world = new(Devices.Open("cpu"), small with { LearningRate = new(0f) });
        Run(world, steps);
        world.Stroke(Brush.Wall, 2, 2, 2, 2, 1);
        world.Stroke(Brush.Paint, 10, 7, 10, 7, 3, species: 2);
        Assert.Equal(1, world.ReadPlane(2)[cell]);
        Run(world, 1);

        Assert.Equal(0, world.ReadPlane(2)[2 * small.GridWidth + 2]);
        using World untouched = new(Devices.Open("cpu"), small with { LearningRate = new(0f) });
        Run(untouched, steps + 1);
        Assert.NotEqual(untouched.ReadPlane(channel)[cell], world.ReadPlane(channel)[cell]);
    }

    /// <summary>Every world begins with as many cells of each species as were asked for.</summary>
    [Fact]
    public void Every_world_has_its_seeds()
    {
        using World world = new(Devices.Open("cpu"), pool);
        float[] grids = ((PetriDishBody)world.Body).Pool.Grids.Read(world.Launcher.Flush(), 0, 4);
        int cells = small.GridWidth * small.GridHeight;
        Assert.All(
            Enumerable.Range(0, 3 * pool.PoolWorlds),
            i => Assert.Equal(3, grids.Skip((1 + i / pool.PoolWorlds) * pool.PoolWorlds * cells + i % pool.PoolWorlds * cells).Take(cells).Sum()));
    }

    /// <summary>The networks know where their species is not.</summary>
    [Fact]
    public void A_young_species_needs_few_cells()
    {
        using World world = new(Devices.Open("cpu"), small with { GridWidth = 200, GridHeight = 60, SeedsPerSpecies = 1 });
        Run(world, 1);
        PetriDishBody body = (PetriDishBody)world.Body;

        Assert.InRange(body.Dynamics.Habitat.Cut(0, body.Cells.Area).Cells, 1, 60 * 200 / 10);
    }

    /// <summary>Other sizes keep what fits, a refused change changes nothing.</summary>
    [Fact]
    public void Worlds_change()
    {
        using World world = new(Devices.Open("cpu"), pool);
        Run(world, 4);
        float[] before = world.ReadPlane(1)[..small.GridWidth];
        world.Change(pool with { BatchWorlds = 2, PoolWorlds = 4, GridHeight = 20 });
        Assert.Equal(before, world.ReadPlane(1)[..small.GridWidth]);
        Run(world, 4);
        string hash = world.StateHash();
        Assert.Throws<GpuEcosystem.Engine.UserException>(() => world.Change(pool with { BatchWorlds = 9, PoolWorlds = 4 }));
        Assert.Equal(hash, world.StateHash());
        world.Change(pool with { LearnInterval = 0 });
        Run(world, 2);
    }

    private static void Run(World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        world.Finish();
    }

    private static float[] Gradients(World world) =>
        ((PetriDishBody)world.Body).Learning!.Gradients.ReadAll(world.Launcher.Flush());

    // Of planes in which worlds are one below the other.
    private static float[] OfWorld(float[] stacked, int world, int cells)
    {
        int planes = small.Species + 1 + small.StateChannels + small.HiddenChannels;
        int worlds = stacked.Length / planes / cells;
        return [.. Enumerable.Range(0, planes).SelectMany(plane => stacked.Skip((plane * worlds + world) * cells).Take(cells))];
    }
}
