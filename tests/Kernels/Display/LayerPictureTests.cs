using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Display;

/// <summary>Every layer shows its numbers, cell by cell, and coarser pictures are the mean of finer ones.</summary>
public class LayerPictureTests
{
    private const int Width = 37;
    private const int Height = 21;
    private const int Cells = Width * Height;
    private const int Entities = 4;
    private const int State = 6;
    private const int Channels = State + 1;

    // Cells with what is no number, and with infinite ones.
    private const int NoNumber = 50;
    private const int Infinite = 51;
    private const int Negative = 52;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = State,
        HiddenChannels = Channels - State,
        NetworkWidth = 8,
        NetworkDepth = 0,
        SunMode = SunMode.Spatial,
        LearnInterval = 0,
    };

    // Every layer; of several, the first and the last.
    private static readonly LayerChoice[] choices =
    [
        .. from layer in RuleSets.Standard.Layers
           let ends = layer.Index?.In(parameters) ?? (0, 0)
           from index in new[] { ends.First, ends.Last }.Distinct()
           select new LayerChoice(layer, index),
    ];

    private static readonly Area whole = new(0, 0, Width, Height);

    private static readonly Palette palette = Palette.Find("colorblind");

    /// <summary>Each cell in the colour of its value, walls in theirs, and cells without a number in a loud one.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Layers_show_their_numbers(string device)
    {
        using World world = Load(device);
        float[] walls = world.ReadWalls();
        foreach (LayerChoice choice in choices[1..])
        {
            uint[] picture = world.ReadPicture(choice, palette, new PictureFrame(whole, 1));
            double[] values = Values(world, choice);
            ColourRamp ramp = choice.Ramp(palette)!;
            Assert.Equal(Cells, picture.Length);
            for (int cell = 0; cell < Cells; cell++)
            {
                Assert.Contains(picture[cell], walls[cell] == 1 ? [Palette.Wall] : PictureModel.Colours(ramp, values[cell]));
            }

            if (choice.Layer != Layer.Activity)
            {
                Assert.True(picture.Distinct().Count() > 50, $"{choice} shows almost nothing");
            }

            Assert.Equal(double.IsNaN(values[NoNumber]), picture[NoNumber] == PictureModel.Magenta);
        }
    }

    /// <summary>Every cell's code has the colour of its pixel, in every layer and palette.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Codes_have_the_pictures_colours(string device)
    {
        using World world = Load(device);
        float[] walls = world.ReadWalls();
        PictureFrame part = new(new Area(3, 1, 31, 18), 1);
        foreach (LayerChoice choice in choices)
        {
            uint[] codes = world.ReadCodes(choice, part);
            foreach (Palette colours in Palette.All)
            {
                CellColours ofCodes = new(choice, colours, Entities - 1);
                Assert.Equal(world.ReadPicture(choice, colours, part), Array.ConvertAll(codes, ofCodes.Of));
            }

            codes = world.ReadCodes(choice, new PictureFrame(whole, 1));
            bool isEntities = choice.Layer == Layer.Territory;
            double[]? values = isEntities ? null : Values(world, choice);
            for (int cell = 0; cell < Cells; cell++)
            {
                int what = CellCode.What(codes[cell]);
                Assert.Equal(walls[cell] == 1, what == 254);
                Assert.Equal(walls[cell] == 0 && values is not null && double.IsNaN(values[cell]), what == 253);
                Assert.InRange(what is 253 or 254 ? 0 : what, 0, isEntities ? Entities - 1 : 0);
                Assert.True(what is not (253 or 254) || CellCode.Level(codes[cell]) == 255);
            }
        }
    }

    /// <summary>The comparison above would notice a level that is one off, and a cell that is another.</summary>
    [Fact]
    public void Wrong_codes_are_noticed()
    {
        using World world = Load("cpu");
        PictureFrame frame = new(whole, 1);
        foreach (LayerChoice choice in choices[..^1])
        {
            uint[] picture = world.ReadPicture(choice, palette, frame);
            uint[] codes = world.ReadCodes(choice, frame);
            CellColours colours = new(choice, palette, Entities - 1);
            Assert.NotEqual(picture, Array.ConvertAll(codes, code => colours.Of(CellCode.Of(CellCode.What(code), CellCode.Level(code) ^ 2))));
            Assert.NotEqual(picture, Array.ConvertAll(codes, code => colours.Of(CellCode.What(code) switch
            {
                CellCode.Wall => 0,
                0 => CellCode.Of(CellCode.Wall, CellCode.Full),
                _ => code,
            })));
        }
    }

    /// <summary>Nobody takes a code of another layer for one of this.</summary>
    [Fact]
    public void Codes_of_other_layers_have_no_colour()
    {
        CellColours territory = new(LayerChoice.Default, palette, Entities - 1);
        CellColours attack = new(new(Layer.Attack), palette, Entities - 1);
        Assert.Equal(palette.Species(Entities - 1), territory.Of(CellCode.Of(Entities - 1, 255)));
        Assert.Equal(Palette.Wall, territory.Of(CellCode.Of(CellCode.Gap, 255)));
        foreach (uint code in (uint[])[CellCode.Of(Entities, 255), CellCode.Of(CellCode.NoNumber, 255), 0xff000000])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => territory.Of(code));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => attack.Of(CellCode.Of(1, 255)));
    }

    /// <summary>Blocks of any size over any part of the grid, also where they do not divide it, in every layer.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Blocks_are_means(string device)
    {
        using World world = Load(device);
        Area[] regions = [whole, new(5, 3, 20, 11), new(36, 20, 1, 1), new(0, 7, 3, 14)];
        foreach (LayerChoice choice in choices)
        {
            uint[] cells = world.ReadPicture(choice, palette, new PictureFrame(whole, 1));
            foreach (Area region in regions)
            {
                foreach (int block in (int[])[1, 2, 3, 7, int.MaxValue])
                {
                    PictureFrame frame = new(region, block);
                    uint[] picture = world.ReadPicture(choice, palette, frame);
                    Assert.Equal(frame.Pixels, picture.Length);
                    Assert.Equal(block == int.MaxValue ? Average(cells, region) : PictureModel.Average(cells, Width, frame), picture);
                }
            }
        }

        static uint[] Average(uint[] cells, Area region) => PictureModel.Average(cells, Width, new PictureFrame(region, Width));
    }

    /// <summary>The comparison above would notice means that are cut instead of rounded, and blocks in a wrong place.</summary>
    [Fact]
    public void Wrong_means_are_noticed()
    {
        using World world = Load("cpu");
        foreach (LayerChoice choice in choices[..^1])
        {
            uint[] cells = world.ReadPicture(choice, palette, new PictureFrame(whole, 1));
            PictureFrame frame = new(new Area(5, 3, 20, 11), 3);
            uint[] picture = world.ReadPicture(choice, palette, frame);
            Assert.NotEqual(PictureModel.Average(cells, Width, frame, truncates: true), picture);
            Assert.NotEqual(PictureModel.Average(cells, Width, frame, shift: 1), picture);
        }
    }

    /// <summary>Into memory of the caller's with longer rows; what lies between the rows is left alone.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Rows_may_be_longer(string device)
    {
        const int pitch = 15;
        PictureFrame frame = new(new Area(4, 2, 29, 17), 3);
        using World world = Load(device);
        using Workbench bench = new(Devices.Open(device));
        foreach (LayerChoice choice in choices)
        {
            DeviceBuffer<uint> target = bench.Buffer([.. Enumerable.Repeat(7u, pitch * frame.Height)]);
            world.Draw(choice, palette, frame, target.View, pitch);
            world.Finish();
            uint[] picture = world.ReadPicture(choice, palette, frame);
            uint[] rows = bench.Read(target);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(i % pitch < frame.Width ? picture[i / pitch * frame.Width + i % pitch] : 7u, rows[i]);
            }
        }
    }

    /// <summary>A sun that is the same everywhere lies nowhere apart, be it global or not, whatever the sums' rounding.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void An_even_sun_shows_nothing(string device)
    {
        foreach (SunMode mode in Enum.GetValues<SunMode>())
        {
            using World world = new(Devices.Open(device), parameters with { SunMode = mode });
            uint[] picture = world.ReadPicture(new(RuleSets.Standard.FindLayer("sun-divergence")), palette, new PictureFrame(whole, 1));
            Assert.All(picture, colour => Assert.Equal(Palette.Sun, colour));
        }
    }

    /// <summary>What the world becomes is what the next picture shows, also with other sizes and another sun.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Pictures_follow_changes(string device)
    {
        using World world = Load(device);
        foreach (EcosystemParameters next in (EcosystemParameters[])
            [parameters with { GridWidth = 50 }, parameters with { HiddenChannels = 9 }, parameters with { SunMode = SunMode.Global }, parameters])
        {
            world.ReadPicture(new(RuleSets.Standard.FindLayer("sun-divergence")), palette, new PictureFrame(whole, 1));
            world.Change(next);
            using World same = new(Devices.Open(device), next);
            same.LoadGrid(world.ReadGrid());
            same.LoadWalls(world.ReadWalls());
            same.LoadWinRate(world.ReadWinRate());
            foreach (LayerChoice choice in choices.Where(choice => choice.Layer != RuleSets.Standard.FindLayer("sun-divergence") && choice.Layer != Layer.Activity))
            {
                PictureFrame frame = new(new Area(0, 0, next.GridWidth, Height), 1);
                Assert.Equal(same.ReadPicture(choice, palette, frame), world.ReadPicture(choice, palette, frame));
            }

            world.ReadPicture(new(RuleSets.Standard.FindLayer("sun-divergence")), palette, new PictureFrame(whole, 1));
            world.Step();
        }
    }

    /// <summary>What does not exist is refused: by the user's choice in one line, by the caller's mistake as such.</summary>
    [Fact]
    public void Impossible_pictures_are_refused()
    {
        using World world = Load("cpu");
        Refuse(new(Layer.Aliveness), "there is no species 0; this world has 1 to 3");
        Refuse(new(Layer.Aliveness, 4), "there is no species 4; this world has 1 to 3");
        Refuse(new(Layer.Channel, -1), "there is no channel -1; this world has 0 to 6");
        Refuse(new(Layer.Channel, 7), "there is no channel 7; this world has 0 to 6");
        Area[] outside =
        [
            new(-1, 0, 5, 5), new(0, -1, 5, 5), new(33, 0, 5, 5), new(0, 17, 5, 5), new(0, 0, 0, 5), new(0, 0, 5, 0),
            new(1, 1, int.MaxValue, 5),
        ];
        Assert.All(outside, region => Mistake(() => world.ReadPicture(new(Layer.Territory), palette, new PictureFrame(region, 1))));
        Mistake(() => world.ReadPicture(new(Layer.Territory), palette, new PictureFrame(whole, 0)));
        Mistake(() => world.ReadCodes(new(Layer.Territory), new PictureFrame(whole, 2)));
        using Workbench bench = new(Devices.Open("cpu"));
        DeviceBuffer<uint> target = bench.Buffer(new uint[Cells]);
        Mistake(() => world.Draw(new(Layer.Territory), palette, new PictureFrame(whole, 1), target.View, Width - 1));
        Mistake(() => world.Draw(new(Layer.Territory), palette, new PictureFrame(whole, 1), target.View, Width + 1));
        Mistake(() => world.DrawCodes(new(Layer.Territory), new PictureFrame(whole, 2), target.View, Width));

        void Refuse(LayerChoice choice, string reason) =>
            Assert.Equal(reason, Assert.Throws<UserException>(() => world.ReadPicture(choice, palette, new PictureFrame(whole, 1))).Message);
        static void Mistake(Action draw) => Assert.Throws<ArgumentOutOfRangeException>(draw);
    }

    private static World Load(string device)
    {
        Random random = new(4);
        float[] Draw(int count, float least, float most) =>
            [.. Enumerable.Range(0, count).Select(_ => least + (most - least) * random.NextSingle())];

        float[] grid = [.. Draw(Entities * Cells, 0, 1.1f), .. Draw(Channels * Cells, -1.2f, 1.2f)];
        for (int plane = 0; plane < Entities + Channels; plane++)
        {
            grid[plane * Cells + NoNumber] = float.NaN;
            grid[plane * Cells + Infinite] = float.PositiveInfinity;
            grid[plane * Cells + Negative] = float.NegativeInfinity;
        }

        World world = new(Devices.Open(device), parameters);
        world.LoadGrid(grid);
        world.LoadWalls([.. Enumerable.Range(0, Cells).Select(cell => cell < 60 || random.Next(5) > 0 ? 0f : 1f)]);
        world.LoadWinRate(Draw(Cells, 0, 1));
        world.LoadSun(Draw(Channels * Cells, -1, 1), Draw(Channels * Cells, -2, 0.3f));
        return world;
    }

    // The number that a layer shows, [y][x].
    private static double[] Values(World world, LayerChoice choice)
    {
        float[] grid = world.ReadGrid();
        double[] Plane(int plane) => [.. grid.Skip(plane * Cells).Take(Cells).Select(value => (double)value)];
        return choice.Layer.Name switch
        {
            "aliveness" => Plane(choice.Index),
            "attack" => Lengths(Entities),
            "defence" => Lengths(Entities + State / 2),
            "channel" => Plane(Entities + choice.Index),
            "win-rate" => Array.ConvertAll(world.ReadWinRate(), value => (double)value),
            "sun-divergence" => Divergence(world.ReadSun(), world.ReadWalls()),
            "activity" => new double[Cells],
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };

        double[] Lengths(int first)
        {
            double[][] planes = [.. Enumerable.Range(first, State / 2).Select(Plane)];
            return [.. Enumerable.Range(0, Cells).Select(cell =>
                Math.Sqrt(planes.Sum(plane => plane[cell] * plane[cell]) / (State / 2)))];
        }
    }

    private static double[] Divergence(float[][] sun, float[] walls)
    {
        double[][] channels = [.. sun[0].Zip(sun[1], (part, offset) => (double)part + offset).Chunk(Cells)];
        double[] means = [.. channels.Select(channel => channel.Where((_, cell) => walls[cell] == 0).Average())];
        double[] distances = [.. Enumerable.Range(0, Cells).Select(cell =>
            Math.Sqrt(channels.Zip(means, (channel, mean) => Math.Pow(channel[cell] - mean, 2)).Sum()))];
        double mean = distances.Average();
        return Array.ConvertAll(distances, distance => distance / mean);
    }
}
