using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A large world is computed in bands of rows, and the cut changes nothing.</summary>
public class BandTests
{
    /// <summary>Large grids are cut into bands of about equal height, small ones are not.</summary>
    [Fact]
    public void Bands_cover_the_grid()
    {
        Assert.Equal(1, Bands.Cut(new Area(0, 0, 256, 256), floatsPerCell: 500, floats: 64L << 20).Count);
        foreach (int side in (int[])[1000, 4096, 16384, 65536])
        {
            Area grid = new(0, 0, side, side);
            Bands bands = Bands.Cut(grid, floatsPerCell: 500, floats: 64L << 20);
            int next = 0;
            for (int i = 0; i < bands.Count; i++)
            {
                Assert.Equal(grid with { Y = next, Height = bands[i].Height }, bands[i]);
                Assert.InRange(bands[i].Height, bands.Height - bands.Count, bands.Height);
                next = bands[i].Bottom;
            }

            Assert.Equal(side, next);
            Assert.True(bands.Count > 1);
            Assert.True(bands.Height == 32 || 500L * bands.Height * side <= 64L << 20);
        }
    }

    /// <summary>
    /// Bands of any height, down and up again over the grid that they write over, give the bits of one band that
    /// writes beside it; with everything on that reads a neighbour or the whole.
    /// </summary>
    [Theory]
    [MemberData(nameof(Heights))]
    public void Bands_of_any_height_give_the_same_bits(string device, int window, int rows)
    {
        EcosystemParameters recipe = EcosystemParameters.Default with
        {
            Species = 3,
            GridWidth = 21,
            GridHeight = 45,
            StateChannels = 6,
            NetworkWidth = 8,
            NetworkDepth = 2,
            ConcentrationWindow = window,
            SeedsPerSpecies = 60,
            TrainRegion = 50,
        };
        ComputeDevice opened = Devices.Open(device);
        using World one = new(opened, recipe, rowsPerBand: 45);
        using World many = new(opened, recipe, rows);
        for (int step = 0; step < 5; step++)
        {
            one.Step();
            many.Step();
            Assert.Equal(one.ReadGrid(), many.ReadGrid());
        }

        Assert.Equal(one.StateHash(), many.StateHash());
        Assert.Equal(one.Observe().Activity, many.Observe().Activity);
    }

    /// <summary>What a user changes while a world runs leaves no trace of the bands either.</summary>
    [Fact]
    public void Changes_leave_no_trace_of_bands()
    {
        EcosystemParameters start = EcosystemParameters.Default with
        {
            Species = 2,
            GridWidth = 30,
            GridHeight = 80,
            StateChannels = 4,
            NetworkWidth = 8,
            NetworkDepth = 1,
            SeedsPerSpecies = 80,
        };
        ComputeDevice device = Devices.Open("cpu");
        using World one = new(device, start, rowsPerBand: 120);
        using World many = new(device, start, rowsPerBand: 5);
        Action<World>[] changes =
        [
            world => world.Change(world.Parameters.Ecosystem() with { ConcentrationWindow = 21 }),
            world => world.Change(world.Parameters.Ecosystem() with { Opposition = OppositionKind.Present }),
            world => world.Change(world.Parameters with { GridHeight = 97 }),
            world => world.Change(world.Parameters.Ecosystem() with { KernelSize = 7, NetworkDepth = 4 }),
            world => world.Change(world.Parameters.Ecosystem() with { Concentration = false, SunMode = SunMode.Spatial }),
            world => world.Reset(),
        ];
        foreach (Action<World> change in changes)
        {
            foreach (World world in (World[])[one, many])
            {
                change(world);
                world.Step();
                world.Step();
                world.Step();
            }

            Assert.Equal(one.StateHash(), many.StateHash());
        }
    }

    /// <summary>Heights from a row to all but one; fewer where a step takes long.</summary>
    public static TheoryData<string, int, int> Heights
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach (string device in (string[])["cpu", "opencl", "cuda"])
            {
                foreach (int rows in device == "cpu" ? (int[])[1, 2, 7, 16, 23, 44] : [16])
                {
                    data.Add(device, 4, rows);
                    data.Add(device, 21, rows);
                }
            }

            return data;
        }
    }
}
