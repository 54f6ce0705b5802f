using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Display;
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
    private const int Wall = 254;

    // Cells with a sun that is no number, with a species that is none, and with nothing above 0.
    private const int NoSun = 2;
    private const int NoSpecies = 3;
    private const int Negative = 4;

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

    private static readonly PictureFrame whole = new(new Area(0, 0, Width, Height), 1);

    /// <summary>Every kind of device, and the CPU's vectors of every width.</summary>
    public static TheoryData<string> EveryBody => [.. Devices.EveryBody];

    /// <summary>Every palette over random cells and walls; a level may be one off where rounding decides.</summary>
    [Theory]
    [MemberData(nameof(EveryBody))]
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
                (int owner, int[] levels) = Expected(grid, walls, cell);
                Assert.Contains(picture[cell], levels.Select(level => Shaded(colours[owner == Wall ? Entities : owner], level)));
            }
        }
    }

    /// <summary>The same, without colours.</summary>
    [Theory]
    [MemberData(nameof(EveryBody))]
    public void Codes_name_the_cells(string device)
    {
        using World world = new(Devices.Open(device), parameters);
        (float[] grid, float[] walls) = Load(world);
        uint[] codes = world.ReadCodes(LayerChoice.Default, whole);
        Assert.Equal(Cells, codes.Length);
        for (int cell = 0; cell < Cells; cell++)
        {
            (int owner, int[] levels) = Expected(grid, walls, cell);
            Assert.Contains(codes[cell], levels.Select(level => (uint)(owner + 256 * level)));
        }

        Assert.InRange(codes.Select(CellCode.Level).Distinct().Count(), 100, 256);
    }

    /// <summary>Where a species is alive by half or more it has its own colour, and where hardly 0.7 of it.</summary>
    [Fact]
    public void Levels_darken_colours()
    {
        Assert.All(Enumerable.Range(0, 256), component =>
        {
            uint colour = 0xff000000u | (uint)component * 0x010101u;
            uint[] shades = [.. Enumerable.Range(0, 256).Select(level => CellCode.Shade(colour, level))];
            Assert.Equal(colour, shades[CellCode.Full]);
            for (int level = 0; level < 256; level++)
            {
                uint shade = shades[level] & 0xff;
                Assert.Equal(0xff000000u | shade * 0x010101u, shades[level]);
                Assert.InRange(component * (0.7 + 0.3 * level / 255), shade - 0.5 - 1e-9, shade + 0.5 + 1e-9);
            }
        });
    }

    /// <summary>No species has the number of what is no species.</summary>
    [Fact]
    public void Codes_are_told_apart()
    {
        Assert.All(SpeciesRules.All, rules =>
            Assert.True(rules.Catalogue.Find(nameof(WorldParameters.Species)).Maximum < CellCode.NoNumber));
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
        world.Draw(LayerChoice.Default, Palette.Find("vivid"), whole, target.View, pitch);
        Compare(world.ReadPicture(Palette.Find("vivid")));
        world.DrawCodes(LayerChoice.Default, whole, target.View, pitch);
        Compare(world.ReadCodes(LayerChoice.Default, whole));

        void Compare(uint[] picture)
        {
            world.Finish();
            uint[] rows = bench.Read(target);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(i % pitch < Width ? picture[i / pitch * Width + i % pitch] : 7u, rows[i]);
            }
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
            grid[entity * Cells + Negative] = -1f / (entity + 1);
        }

        grid[NoSun] = float.NaN;
        grid[3 * Cells + NoSpecies] = float.NaN;

        float[] walls = [.. Enumerable.Range(0, Cells).Select(cell => cell > Negative && random.Next(5) == 0 ? 1f : 0f)];
        world.LoadGrid(grid);
        world.LoadWalls(walls);
        return (grid, walls);
    }

    // Who holds a cell, and the levels that it may have there: two where rounding decides.
    private static (int Owner, int[] Levels) Expected(float[] grid, float[] walls, int cell)
    {
        int owner = 0;
        for (int entity = 1; entity < Entities; entity++)
        {
            owner = grid[entity * Cells + cell] > grid[owner * Cells + cell] ? entity : owner;
        }

        double level = 255 * Math.Clamp(2.0 * grid[owner * Cells + cell], 0, 1);
        return walls[cell] == 1 ? (Wall, [255])
            : owner == 0 ? (0, [255])
            : (owner, [(int)Math.Floor(level + 0.49999), (int)Math.Floor(level + 0.50001)]);
    }

    // As the specification says it.
    private static uint Shaded(uint colour, int level)
    {
        uint Part(int shift) => (uint)Math.Floor(((colour >> shift & 0xff) * (1785.0 + 3 * level) + 1275) / 2550) << shift;
        return 0xff000000u | Part(16) | Part(8) | Part(0);
    }
}
