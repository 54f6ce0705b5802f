using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>The picture of a world is the one that its cells make, cell by cell.</summary>
public class ColouringTests
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

    /// <summary>Every palette over random cells and walls; a channel may be one off where rounding decides.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Pictures_show_the_cells(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        (float[] grid, float[] walls) = Load(world);
        foreach (string name in Palette.Names)
        {
            uint[] colours = Palette.Find(name).Colours(Entities - 1);
            uint[] picture = world.ReadPicture(Palette.Find(name));
            Assert.Equal(Cells, picture.Length);
            for (int cell = 0; cell < Cells; cell++)
            {
                AssertColour(Expected(colours, grid, walls, cell), picture[cell]);
            }
        }
    }

    /// <summary>Into memory of the caller's with longer rows; what lies between the rows is left alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Rows_may_be_longer(string device)
    {
        const int pitch = Width + 6;
        ComputeDevice opened = Devices.Open(device);
        using World world = new(opened, parameters);
        Load(world);
        using Workbench bench = new(opened);
        DeviceBuffer<uint> target = bench.Buffer([.. Enumerable.Repeat(7u, pitch * Height)]);
        world.Draw(new(Layer.Territory), Palette.Find("vivid"), new PictureFrame(new Area(0, 0, Width, Height), 1), target.View, pitch);
        world.Finish();

        uint[] picture = world.ReadPicture(Palette.Find("vivid"));
        uint[] rows = bench.Read(target);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(i % pitch < Width ? picture[i / pitch * Width + i % pitch] : 7u, rows[i]);
        }
    }

    private static (float[] Grid, float[] Walls) Load(World world)
    {
        Random random = new(4);
        float[] grid = [.. Enumerable.Range(0, (Entities + 4) * Cells).Select(_ => MathF.Pow(random.NextSingle(), 3))];

        // A cell that is shared evenly belongs to the first, and an empty one to the sun.
        for (int entity = 0; entity < Entities; entity++)
        {
            grid[entity * Cells] = 0.3f;
            grid[entity * Cells + 1] = 0;
        }

        float[] walls = [.. Enumerable.Range(0, Cells).Select(cell => cell > 1 && random.Next(5) == 0 ? 1f : 0f)];
        world.LoadGrid(grid);
        world.LoadWalls(walls);
        return (grid, walls);
    }

    private static double[] Expected(uint[] colours, float[] grid, float[] walls, int cell)
    {
        int owner = Enumerable.Range(0, Entities).MaxBy(entity => grid[entity * Cells + cell]);
        double brightness = owner == 0 || walls[cell] == 1 ? 1 : 0.7 + 0.3 * Math.Min(2.0 * grid[owner * Cells + cell], 1);
        uint colour = colours[walls[cell] == 1 ? Entities : owner];
        return [(colour & 0xff) * brightness, (colour >> 8 & 0xff) * brightness, (colour >> 16 & 0xff) * brightness];
    }

    private static void AssertColour(double[] expected, uint actual)
    {
        Assert.Equal(0xffu, actual >> 24);
        for (int channel = 0; channel < 3; channel++)
        {
            Assert.Equal(expected[channel], actual >> 8 * channel & 0xff, 0.5001);
        }
    }
}
