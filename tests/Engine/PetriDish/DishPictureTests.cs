using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Kernels.Display;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>Pictures of one world of a batch, and of all.</summary>
public class DishPictureTests
{
    private const int Width = 19;
    private const int Height = 11;
    private const int Worlds = 5;

    private static readonly PetriDishParameters dish = Small(PetriDishParameters.Default);

    private static readonly ShownWorld[] each = [.. ShownWorld.In(dish).SkipLast(1)];

    private static readonly Palette palette = Palette.Find("vivid");

    /// <summary>Three worlds in the first row, two in the second, and between them lines of a cell, in every layer.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_mosaic_has_all_worlds(string device)
    {
        using World world = Make(device);
        Area whole = ShownWorld.All.AreaIn(dish);
        Assert.Equal(new Area(0, 0, 3 * Width + 2, 2 * Height + 1), whole);
        foreach (LayerChoice choice in world.Rules.Layers.Select(layer => new LayerChoice(layer, layer.Index?.In(dish).Last ?? 0)))
        {
            uint[][] pictures = [.. each.Select(one => world.ReadPicture(choice, palette, new PictureFrame(one.AreaIn(dish), 1, one)))];
            Assert.Equal(Worlds, pictures.Select(picture => string.Join(' ', picture)).Distinct().Count());
            uint[] mosaic = world.ReadPicture(choice, palette, new PictureFrame(whole, 1, ShownWorld.All));
            for (int i = 0; i < mosaic.Length; i++)
            {
                Assert.Equal(CellOf(i % whole.Width, i / whole.Width) is (int one, int cell) ? pictures[one][cell] : Palette.Wall, mosaic[i]);
            }
        }
    }

    /// <summary>So has one of codes, whose gaps have their own; codes have the pictures' colours in every layer of both kinds of rules.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_mosaic_of_codes_has_all_worlds(string device)
    {
        foreach (PetriDishParameters rules in (PetriDishParameters[])[dish, Small(PetriDishParameters.DefaultDuel)])
        {
            using World world = Make(device, rules);
            PictureFrame frame = new(ShownWorld.All.AreaIn(dish), 1, ShownWorld.All);
            foreach (LayerChoice choice in world.Rules.Layers.Select(layer => new LayerChoice(layer, layer.Index?.In(dish).Last ?? 0)))
            {
                uint[] mosaic = world.ReadCodes(choice, frame);
                uint[][] codes = [.. each.Select(one => world.ReadCodes(choice, new PictureFrame(one.AreaIn(dish), 1, one)))];
                for (int i = 0; i < mosaic.Length; i++)
                {
                    (int x, int y) = (i % frame.Width, i / frame.Width);
                    Assert.Equal(CellOf(x, y) is (int one, int cell) ? codes[one][cell] : 0xffffu, mosaic[i]);
                }

                CellColours colours = new(choice, palette, dish.Species);
                Assert.Equal(world.ReadPicture(choice, palette, frame), Array.ConvertAll(mosaic, colours.Of));
            }
        }
    }

    /// <summary>Of any part, in blocks of any size: a pixel that touches a gap is the gap's, and others are means of their world's cells.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Blocks_do_not_mix_worlds(string device)
    {
        using World world = Make(device);
        Area whole = ShownWorld.All.AreaIn(dish);
        LayerChoice layer = LayerChoice.Default;
        uint[] cells = world.ReadPicture(layer, palette, new PictureFrame(whole, 1, ShownWorld.All));
        foreach (Area region in (Area[])[whole, new(7, 3, 40, 15), new(18, 9, 3, 4), new(21, 12, 5, 6), new(45, 13, 10, 8)])
        {
            foreach (int block in (int[])[1, 2, 3, 8, int.MaxValue])
            {
                PictureFrame frame = new(region, block, ShownWorld.All);
                uint[] picture = world.ReadPicture(layer, palette, frame);
                uint[] means = PictureModel.Average(cells, whole.Width, frame with { Block = Math.Min(block, whole.Width) });
                for (int i = 0; i < picture.Length; i++)
                {
                    bool touchesGap = CellsOf(frame, i).Any(cell => CellOf(cell.X, cell.Y) is null);
                    Assert.Equal(touchesGap ? Palette.Wall : means[i], picture[i]);
                }
            }
        }
    }

    /// <summary>What was edited is in the first world alone.</summary>
    [Fact]
    public void The_first_world_is_edited()
    {
        using World world = Make("cpu");
        uint[][] before = [.. each.Select(Read)];
        world.Stroke(Brush.Paint, 9, 5, 9, 5, 20, species: 2);
        uint[][] after = [.. each.Select(Read)];

        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[1..], after[1..]);

        uint[] Read(ShownWorld one) => world.ReadPicture(LayerChoice.Default, palette, new PictureFrame(one.AreaIn(dish), 1, one));
    }

    /// <summary>As it is written on the command line.</summary>
    [Fact]
    public void Worlds_have_numbers()
    {
        Assert.Equal(["1", "2", "3", "4", "5", "all"], ShownWorld.In(dish).Select(one => $"{one}"));
        Assert.All(ShownWorld.In(dish), one => Assert.Equal(one, ShownWorld.Parse("--world", $"{one}", dish)));
        Assert.Equal(default, ShownWorld.Parse("--world", "1", dish));
        Assert.Equal(["1"], ShownWorld.In(RuleSets.Standard.Catalogue.Standard).Select(one => $"{one}"));
        foreach (string wrong in (string[])["0", "6", "-1", "two", "", "1.0"])
        {
            Assert.Throws<UserException>(() => ShownWorld.Parse("--world", wrong, dish));
        }

        using World world = Make("cpu");
        PetriDishParameters more = dish with { BatchWorlds = 6, PoolWorlds = 6 };
        ShownWorld sixth = ShownWorld.Parse("--world", "6", more);
        Assert.False(sixth.Exists(dish));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => world.ReadPicture(LayerChoice.Default, palette, new PictureFrame(sixth.AreaIn(dish), 1, sixth)));
    }

    private static PetriDishParameters Small(PetriDishParameters rules) => rules with
    {
        Species = 3,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        LearnInterval = 0,
        SeedsPerSpecies = 6,
        BatchWorlds = Worlds,
        PoolWorlds = Worlds,
    };

    private static World Make(string device) => Make(device, dish);

    private static World Make(string device, PetriDishParameters rules)
    {
        World world = new(Devices.Open(device), rules) { TracksActivity = true };
        for (int step = 0; step < 3; step++)
        {
            world.Step();
        }

        return world;
    }

    private static IEnumerable<(int X, int Y)> CellsOf(PictureFrame frame, int pixel)
    {
        long left = frame.Region.X + (long)(pixel % frame.Width) * frame.Block;
        long top = frame.Region.Y + (long)(pixel / frame.Width) * frame.Block;
        return from y in Enumerable.Range((int)top, (int)Math.Min(frame.Block, frame.Region.Bottom - top))
               from x in Enumerable.Range((int)left, (int)Math.Min(frame.Block, frame.Region.Right - left))
               select (x, y);
    }

    // Which world and which of its cells lies at a place of the mosaic; null between worlds, and where there is none.
    private static (int World, int Cell)? CellOf(int x, int y)
    {
        (int world, int column, int row) = (y / (Height + 1) * 3 + x / (Width + 1), x % (Width + 1), y % (Height + 1));
        return column < Width && row < Height && world < Worlds ? (world, row * Width + column) : null;
    }
}
