using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Kernels.Display;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The map of what changed of late holds just that, and the world does not notice that it is kept.</summary>
public class ActivityMapTests
{
    private const int Width = 21;
    private const int Height = 17;
    private const int Cells = Width * Height;
    private const int Entities = 4;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
        SeedsPerSpecies = 40,
        MinOccupancy = 0,
        LearnInterval = 0,
    };

    private static readonly PictureFrame whole = new(new Area(0, 0, Width, Height), 1);

    /// <summary>Over several steps and bands: max(Σ|Δa|, 0.9 · what was).</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_map_holds_what_changed(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        int steps = device == "simulated" ? 2 : 6;
        int[] heights = device == "simulated" ? [Height, 5] : [Height, 5, 1];
        float[][] maps = [.. heights.Select(rows =>
        {
            using World world = new(opened, parameters, rows) { Respawns = false };
            world.Step();
            world.TracksActivity = true;
            double[] expected = new double[Cells];
            int faded = 0;
            for (int step = 0; step < steps; step++)
            {
                float[] before = world.ReadGrid();
                world.Step();
                double[] changes = Changes(before, world.ReadGrid());
                faded += changes.Where((change, cell) => change < 0.9 * expected[cell]).Count();
                expected = [.. changes.Zip(expected, (change, heat) => Math.Max(change, 0.9 * heat))];
                Close.Assert(expected, world.ReadActivity(), absolute: 0, relativeToLargest: 1e-6, $"heat in step {step}");
            }

            Assert.True(faded > 20, "nothing has faded");
            AssertPicture(world);
            return world.ReadActivity();
        })];
        Assert.All(maps, map => Assert.Equal(maps[0], map));
    }

    /// <summary>A world that learns ends in the same state and says the same of itself with the map and without.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Keeping_a_map_changes_nothing(string device)
    {
        using World tracked = new(Devices.Open(device), LearningWorlds.Tiny, rowsPerBand: 4) { TracksActivity = true };
        using World plain = new(Devices.Open(device), LearningWorlds.Tiny, rowsPerBand: 4);
        tracked.Run(3);
        plain.Run(3);

        Assert.Contains(tracked.ReadActivity(), heat => heat > 0);
        Assert.Equal(plain.StateHash(), tracked.StateHash());
        Assert.Equal(plain.Observe().Activity, tracked.Observe().Activity);
        Assert.Equal(plain.Observe().UpdateRate, tracked.Observe().UpdateRate);
    }

    /// <summary>The first picture switches the map on; switched off it is gone, and a new grid has an empty one.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_map_is_kept_while_somebody_wants_it(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        world.Step();
        Assert.False(world.TracksActivity);
        Assert.All(world.ReadPicture(new(Layer.Activity), Palette.Find("vivid"), whole), colour => Assert.Equal(Palette.Sun, colour));
        Assert.True(world.TracksActivity);
        AssertSomething(world);
        world.Change(world.Parameters.Ecosystem() with { UpdateProbability = 0.6f });
        Assert.Contains(world.ReadActivity(), heat => heat > 0);

        world.TracksActivity = false;
        Assert.False(world.TracksActivity);
        world.Step();
        world.TracksActivity = true;
        AssertNothing(world, Cells);
        AssertSomething(world);

        world.Change(world.Parameters with { GridWidth = 30, GridHeight = 9 });
        AssertNothing(world, 270);
        AssertSomething(world);
        world.Change(world.Parameters with { Species = 2 });
        AssertNothing(world, 270);
        AssertSomething(world);
        world.Reset();
        AssertNothing(world, 270);
        AssertSomething(world);
    }

    /// <summary>Numbers that are none leave no mark, so the map is of use again as soon as the world is.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void The_map_outlives_what_is_no_number(string device)
    {
        using World world = new(Devices.Open(device), parameters with { UpdateProbability = 1, WinRate = false }) { TracksActivity = true };
        float[] grid = world.ReadGrid();
        grid[Cells + 40] = float.NaN;
        world.LoadGrid(grid);
        world.Step();
        Assert.True(float.IsNaN(world.Observe().Activity));
        Assert.DoesNotContain(world.ReadActivity(), float.IsNaN);
    }

    private static void AssertPicture(World world)
    {
        LayerChoice choice = new(Layer.Activity);
        float[] heat = world.ReadActivity();
        uint[] picture = world.ReadPicture(choice, Palette.Find("vivid"), whole);
        ColourRamp ramp = choice.Ramp(Palette.Find("vivid"))!;
        for (int cell = 0; cell < Cells; cell++)
        {
            Assert.Contains(picture[cell], PictureModel.Colours(ramp, heat[cell]));
        }

        Assert.True(picture.Distinct().Count() > 20);
    }

    private static void AssertNothing(World world, int cells)
    {
        Assert.True(world.TracksActivity);
        Assert.Equal(new float[cells], world.ReadActivity());
    }

    private static void AssertSomething(World world)
    {
        world.Step();
        Assert.Contains(world.ReadActivity(), heat => heat > 0);
    }

    private static double[] Changes(float[] before, float[] after) =>
        [.. Enumerable.Range(0, Cells).Select(cell => Enumerable.Range(0, Entities).Sum(entity =>
            Math.Abs((double)after[entity * Cells + cell] - before[entity * Cells + cell])))];
}
