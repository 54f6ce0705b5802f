using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Worlds in which species have unequal networks.</summary>
public class UnequalWorldTests
{
    private static readonly EcosystemParameters unequal = LearningWorlds.Tiny with
    {
        NetworkKind = new PerSpecies<NetworkKind>(NetworkKind.Residual).With(2, NetworkKind.Plain),
        NetworkWidth = new PerSpecies<int>(8).With(3, 16),
        Optimizer = new(OptimizerKind.Adam),
        LearningRate = new(0.002f),
    };

    /// <summary>A change of one species' network makes that one anew; what the others have learned goes on.</summary>
    [Theory]
    [InlineData("NetworkWidth[2]=24")]
    [InlineData("NetworkDepth[2]=0")]
    [InlineData("KernelSize[2]=5")]
    [InlineData("NetworkKind[2]=Residual")]
    [InlineData("NetworkKind[2]=Logic")]
    public void A_changed_species_alone_begins_anew(string change)
    {
        foreach (string device in (string[])["cpu", "opencl"])
        {
            using World world = new(Devices.Open(device), unequal with { SunRateScale = 3 });
            world.Run(4);
            (float[] grid, float[][] sun) = (world.ReadGrid(), world.ReadSun());
            float[][] before = [.. Enumerable.Range(0, 3).Select(species => Learned(world, species))];
            EcosystemParameters changed = world.Parameters.Ecosystem().Set(change);
            world.Change(changed);

            Assert.Equal(before[0], Learned(world, 0));
            Assert.Equal(before[2], Learned(world, 2));
            Assert.Equal(grid, world.ReadGrid());
            Assert.Equal(sun, world.ReadSun());
            using World fresh = new(Devices.Open(device), changed);
            Assert.Equal(Learned(fresh, 1), Learned(world, 1));
            world.Run(2);
            Assert.NotEqual(before[0], Learned(world, 0));
            Assert.NotEqual(Learned(fresh, 1), Learned(world, 1));
        }
    }

    /// <summary>Where no species stays as it was, everything that has been learned is gone, as it always was.</summary>
    [Fact]
    public void A_change_of_all_leaves_nothing()
    {
        EcosystemParameters all = unequal.Set("NetworkDepth=2");
        using World world = new(Devices.Open("cpu"), unequal);
        world.Run(4);
        world.Change(all);
        using World fresh = new(Devices.Open("cpu"), all);
        Assert.All(Enumerable.Range(0, 3), species => Assert.Equal(Learned(fresh, species), Learned(world, species)));
        Assert.Equal(fresh.ReadSun(), world.ReadSun());
    }

    /// <summary>However the grid is cut, and whoever is left out where it does not live, the world is the same.</summary>
    [Theory]
    [InlineData(OppositionKind.All)]
    [InlineData(OppositionKind.Present)]
    public void Bands_leave_no_trace(OppositionKind opposition)
    {
        EcosystemParameters parameters = unequal with
        {
            GridWidth = 70, GridHeight = 61, Opposition = opposition, KernelSize = new PerSpecies<int>(3).With(2, 7),
        };
        using World one = new(Devices.Open("cpu"), parameters, rowsPerBand: 61);
        using World many = new(Devices.Open("cpu"), parameters, rowsPerBand: 4);
        one.Run(6);
        many.Run(6);
        Assert.Equal(one.StateHash(), many.StateHash());
    }

    /// <summary>Who learned wrong is found by its own number.</summary>
    [Fact]
    public void A_species_whose_numbers_are_none_is_named()
    {
        using World world = new(Devices.Open("cpu"), unequal with { LearnInterval = 10 });
        world.Run(45);
        WeightSlice last = world.Body.Species.Networks.Plan.Slices.Last(slice => slice.Group == 1);
        world.LoadWeights(last.First, [float.NaN]);
        world.Run(5);
        Assert.Equal([2], Assert.Single(world.Recoveries).Species);
        Assert.Equal(0.001f, world.Parameters.LearningRate[2]);
        Assert.Equal(0.002f, world.Parameters.LearningRate[1]);
    }

    /// <summary>How large networks are is observed.</summary>
    [Fact]
    public void Sizes_are_told()
    {
        using World world = new(Devices.Open("cpu"), unequal);
        NetworkSize[] expected = [Residual(8), new(7 * 8 * 9 + 8 * 8 * 9 + 8 * 7, 7 * 8 * 9 + 8 * 8 * 9 + 8 * 7), Residual(16)];
        Assert.Equal(expected, world.Observe().Networks);
        world.Stroke(Brush.Paint, 3, 3, 3, 3, 0, species: 2);
        Assert.Equal(expected[1], world.Inspect(3, 3).Network);
        world.Stroke(Brush.Erase, 3, 3, 3, 3, 0);
        Assert.Null(world.Inspect(3, 3).Network);

        static NetworkSize Residual(long width)
        {
            long weights = 7 * width * 9 + 2 * (2 * width * width) + 2 * width * 9 + width * 7;
            return new NetworkSize(weights, weights);
        }
    }

    /// <summary>What files of the browser platform cannot hold is refused with the reason.</summary>
    [Fact]
    public void Browser_files_hold_none()
    {
        Assert.Equal(
            "a .petri file holds one network that all species share, and here species 1 and 2 have unequal ones; save the world as .eco",
            Assert.Throws<UserException>(() => PetriExport.CheckKind(unequal)).Message);
    }

    /// <summary>Each kind has networks.</summary>
    [Fact]
    public void Every_kind_is_made()
    {
        foreach (NetworkKind kind in Enum.GetValues<NetworkKind>())
        {
            using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny with { NetworkKind = kind });
            world.Run(2);
            Assert.All(world.Observe().GradientNorms!, norm => Assert.InRange(norm, 1e-12, 1e6));
        }
    }

    // All that a species has learned, and what its new cells look like.
    private static float[] Learned(World world, int species)
    {
        Species all = world.Body.Species;
        int character = 1 + all.Networks.Plan.Channels;
        return
        [
            .. all.Networks.Plan.Slices.Where(slice => slice.Group == species).SelectMany(slice =>
                ((DeviceBuffer<float>[])[all.Networks.Weights, all.Optimizers.First, all.Optimizers.Second])
                    .SelectMany(buffer => Read(buffer, slice.First, slice.Count))),
            .. Read(all.Optimizers.Progress, species * Optimizers.NumbersOfProgress, Optimizers.NumbersOfProgress),
            .. Read(all.Characters, species * character, character),
        ];

        float[] Read(DeviceBuffer<float> buffer, long first, int count)
        {
            float[] values = new float[count];
            buffer.Read(world.Launcher.Flush(), first, values);
            return values;
        }
    }
}
