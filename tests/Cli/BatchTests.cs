using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Plots;
using GpuEcosystem.Tests.Imaging;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What a run shows and tells of several worlds that live at once.</summary>
public sealed class BatchTests : IDisposable
{
    private const int Side = 12;

    private static readonly string[] Alone =
        ["run", "--preset", "petri-dish", "--size", "12", "--set", "BatchWorlds=1", "--set", "PoolWorlds=1", "--device", "cpu"];

    private static readonly string[] Three = [.. Alone, "--set", "BatchWorlds=3", "--set", "PoolWorlds=3"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Pictures and films show one world or all, and the first unless somebody says otherwise.</summary>
    [Fact]
    public void Any_world_can_be_shown()
    {
        uint[][] each = [.. ((string[][])[[], ["--world", "2"], ["--world", "3"]]).Select(given => Picture(Side, Side, given))];
        Assert.Equal(each[0], Picture(Side, Side, "--world", "1"));
        Assert.Equal(3, each.Select(picture => string.Join(' ', picture)).Distinct().Count());
        const int wide = 2 * Side + 1;
        uint[] all = Picture(wide, wide, "--world", "all", "--video", folder["all.webp"], "--video-scale", "1", "--video-every", "1");
        for (int i = 0; i < all.Length; i++)
        {
            (int x, int y) = (i % wide, i / wide);
            int world = y / (Side + 1) * 2 + x / (Side + 1);
            bool isGap = x == Side || y == Side || world == 3;
            Assert.Equal(isGap ? Palette.Wall : each[world][y % (Side + 1) * Side + x % (Side + 1)], all[i]);
        }

        FilmFile film = FilmFile.Read(folder["all.webp"]);
        Assert.Equal((wide, wide, 3), (film.Width, film.Height, film.Frames.Length));
        Assert.Equal(all, film.Frames[2]);
    }

    /// <summary>The summary says how many live at once.</summary>
    [Fact]
    public void All_are_counted()
    {
        Assert.StartsWith("2 steps of 3 worlds of 12 x 12 cells", Invocation.Of([.. Three, "--steps", "2"]).Output);
        Assert.StartsWith("2 steps of 12 x 12 cells", Invocation.Of([.. Alone, "--steps", "2"]).Output);
    }

    [Theory]
    [InlineData("--world 4 --image a.png", "--world needs a number from 1 to 3, or 'all'; there is no world '4'")]
    [InlineData("--world none --image a.png", "--world needs a number from 1 to 3, or 'all'; there is no world 'none'")]
    [InlineData("--world all", "--world needs --image or --images or --video")]
    public void Mistakes_are_told(string arguments, string message)
    {
        Invocation result = Invocation.Of([.. Three, "--steps", "2", .. arguments.Split(' ')]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    /// <summary>Tables and reports have means, and behind them each world's populations.</summary>
    [Theory]
    [InlineData("m.csv")]
    [InlineData("m.parquet")]
    public void Each_world_is_told(string name)
    {
        JsonObject report = Invocation.Of([.. Three, "--steps", "2", "--metrics", folder[name], "--metrics-every", "1", "--json"]).Json;
        float[][] worlds = [.. report["worldPopulations"]!.AsArray().Select(Numbers)];
        float[] means = Numbers(report["populations"]);
        Assert.Equal(3, worlds.Length);
        Assert.Equal(3, worlds.Select(world => world[1]).Distinct().Count());
        Assert.All(Enumerable.Range(0, 4), entity => Assert.Equal(worlds.Average(world => (double)world[entity]), means[entity], 1e-4));
        Assert.All(worlds, world => Assert.Equal(Side * Side, world.Sum(), 0.01f));

        MetricsTable table = MetricsReader.Read(folder[name], _ => true);
        for (int world = 0; world < 3; world++)
        {
            Assert.Equal(worlds[world][0], table[$"world{world + 1}.population.sun"][^1], 1e-3);
            Assert.Equal(worlds[world][3], table[$"world{world + 1}.population.species3"][^1], 1e-3);
        }

        static float[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(number => (float)number!)];
    }

    /// <summary>A single world's table has no columns but those that every table has.</summary>
    [Fact]
    public void A_single_world_has_no_others()
    {
        JsonObject report = Invocation.Of([.. Alone, "--steps", "2", "--metrics", folder["m.csv"], "--json"]).Json;
        Assert.Null(report["worldPopulations"]);
        string columns = File.ReadLines(folder["m.csv"]).First();
        Assert.EndsWith("sunPeriod.8", columns);
        Assert.DoesNotContain("world", columns);
    }

    /// <summary>A table that an earlier run of the same worlds began goes on.</summary>
    [Fact]
    public void A_table_goes_on()
    {
        string[] saved = ["--autosave", "4", "--autosave-dir", folder["saved"]];
        Invocation.Of([.. Three, "--steps", "9", "--metrics", folder["whole.csv"], "--metrics-every", "2"]);
        Invocation.Of([.. Three, "--steps", "5", "--metrics", folder["parts.csv"], "--metrics-every", "2", .. saved]);
        Invocation resumed = Invocation.Of(
            ["run", "--resume", folder["saved"], "--device", "cpu", "--steps", "until:9", "--metrics", folder["parts.csv"], "--metrics-every", "2"]);
        Assert.Equal(0, resumed.ExitCode);
        MetricsTable whole = MetricsReader.Read(folder["whole.csv"], _ => true);
        MetricsTable parts = MetricsReader.Read(folder["parts.csv"], _ => true);
        Assert.Equal(whole["step"], parts["step"]);
        Assert.Equal(whole["population.species1"], parts["population.species1"]);
        Assert.Equal(whole["world3.population.species2"], parts["world3.population.species2"]);
    }

    /// <summary>A recipe that changes how many worlds there are has no such table, and no such film.</summary>
    [Theory]
    [InlineData("--metrics", "m.csv")]
    [InlineData("--video", "a.gif")]
    public void The_number_of_worlds_stays(string option, string name)
    {
        string recipe = folder.Write("r.json", """
            {
              "version": 1,
              "start": { "Rules": "PetriDish", "GridWidth": 12, "GridHeight": 12, "BatchWorlds": 2, "PoolWorlds": 3 },
              "steps": 2,
              "actions": [{ "after": 1, "set": { "BatchWorlds": 3 } }]
            }
            """);
        Invocation result = Invocation.Of(["run", "--recipe", recipe, "--device", "cpu", option, folder[name]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} needs the same BatchWorlds throughout, but the recipe changes it", result.Error);
    }

    /// <summary>Arrays have the worlds before rows and columns.</summary>
    [Fact]
    public void Grids_have_all_worlds()
    {
        Invocation.Of([.. Three, "--steps", "2", "--dump-grid", folder["g.npz"]]);
        using ZipArchive archive = ZipFile.OpenRead(folder["g.npz"]);
        Assert.Contains("'shape': (4, 3, 12, 12, )", HeaderOf("aliveness"));
        Assert.Contains("'shape': (8, 3, 12, 12, )", HeaderOf("state"));
        Assert.Contains("'shape': (3, 12, 12, )", HeaderOf("walls"));

        string HeaderOf(string name)
        {
            using StreamReader reader = new(archive.GetEntry(name + ".npy")!.Open(), Encoding.Latin1);
            string all = reader.ReadToEnd();
            string header = all[..(all.IndexOf('\n', StringComparison.Ordinal) + 1)];
            int count = name == "aliveness" ? 4 : name == "state" ? 8 : 1;
            Assert.Equal(header.Length + count * 3 * Side * Side * sizeof(float), all.Length);
            return header;
        }
    }

    private uint[] Picture(int width, int height, params string[] given)
    {
        Invocation result = Invocation.Of([.. Three, "--steps", "2", "--image", folder["a.png"], "--image-scale", "1", .. given]);
        Assert.Equal(0, result.ExitCode);
        using SKBitmap bitmap = SKBitmap.Decode(folder["a.png"])!;
        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        return FilmFile.ReadPicture(folder["a.png"]);
    }
}
