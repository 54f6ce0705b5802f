using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Imaging.Plots;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

public sealed class RunTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "16", "--device", "cpu"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheReportIsOneJsonObject()
    {
        Invocation result = Invocation.Of([.. Tiny, "--steps", "2", "--json"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("device cpu: ", result.Error);
        JsonObject report = result.Json;
        Assert.Equal("cpu", (string)report["device"]!);
        Assert.Equal(16, (int)report["width"]!);
        Assert.Equal(16, (int)report["height"]!);
        Assert.Equal(4, (int)report["species"]!);
        Assert.Equal(1, (int)report["seed"]!);
        Assert.Equal(2, (int)report["steps"]!);
        Assert.True((double)report["seconds"]! > 0);
        Assert.True((double)report["stepsPerSecond"]! > 0);
        Assert.True((double)report["cellsPerSecond"]! > 0);
        Assert.Equal(5, report["populations"]!.AsArray().Count);
        Assert.Equal(5, report["territory"]!.AsArray().Count);
        Assert.True(report.ContainsKey("entropy"));
        Assert.NotNull(report["loss"]);
        Assert.Equal(4, report["gradientNorms"]!.AsArray().Count);
        Assert.Equal(4, report["networks"]!.AsArray().Count(network => (long)network!["weights"]! > 0));
        Assert.Empty(report["recoveries"]!.AsArray());
        Assert.Matches("^[0-9a-fA-F]+$", (string)report["stateHash"]!);
        Assert.Equal(12, (int)report["configuration"]!["StateChannels"]!);
    }

    /// <summary>A sun with seasons tells how long they last, others tell nothing.</summary>
    [Fact]
    public void SeasonsAreTold()
    {
        Invocation seasonal = Invocation.Of(
            [.. Tiny, "--steps", "2", "--set", "SunMode=Seasonal", "--json", "--metrics", folder["seasons.csv"], "--metrics-every", "1"]);
        Assert.Equal(8, seasonal.Json["sunPeriods"]!.AsArray().Count);
        MetricsTable table = MetricsReader.Read(folder["seasons.csv"], _ => true);
        Assert.All(table["sunPeriod.1"], period => Assert.Equal(25, period, 0.01));
        Assert.All(table["sunPeriod.8"], period => Assert.Equal(1000, period, 0.5));

        Invocation global = Invocation.Of([.. Tiny, "--steps", "2", "--json", "--metrics", folder["m.csv"], "--metrics-every", "1"]);
        Assert.Null(global.Json["sunPeriods"]);
        Assert.All(MetricsReader.Read(folder["m.csv"], _ => true)["sunPeriod.1"], period => Assert.True(double.IsNaN(period)));
    }

    [Fact]
    public void AWorldThatDoesNotLearnHasNoLoss()
    {
        Invocation result = Invocation.Of([.. Tiny, "--steps", "2", "--no-learning", "--json"]);
        Assert.Null(result.Json["loss"]);
        Assert.Null(result.Json["gradientNorms"]);
    }

    [Fact]
    public void WithoutATerminalTheReportIsPlainText()
    {
        Invocation result = Invocation.Of([.. Tiny, "--steps", "1"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("1 steps of 16 x 16 cells", result.Output);
        Assert.Contains("\nentity\tpopulation\tterritory\tshare\nsun\t", result.Output);
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
    }

    [Fact]
    public void TheSameSeedGivesTheSameWorld()
    {
        string[] arguments = [.. Tiny, "--steps", "2", "--json", "--seed", "7"];
        JsonObject first = Invocation.Of(arguments).Json;
        JsonObject second = Invocation.Of(arguments).Json;
        Assert.Equal((string)first["stateHash"]!, (string)second["stateHash"]!);
    }

    [Fact]
    public void LaterOptionsOverrideEarlierOnes()
    {
        string config = folder.Write("world.json", """{ "Species": 3, "GridWidth": 24, "Dropout": 0.1 }""");
        JsonObject configuration = Configuration(
            "--steps", "0", "--height", "32", "--species", "2", "--set", "species=6", "--size", "20",
            "--set", "GridHeight=12", "--no-learning", "--config", config, "--preset", "small", "--set", "Optimizer[5]=Adam");
        Assert.Equal(6, (int)configuration["Species"]!);
        Assert.Equal(20, (int)configuration["GridWidth"]!);
        Assert.Equal(12, (int)configuration["GridHeight"]!);
        Assert.Equal(0.1, (double)configuration["Dropout"]!);
        Assert.Equal(12, (int)configuration["StateChannels"]!);
        Assert.Equal(0, (int)configuration["LearnInterval"]!);
        Assert.Equal("Adam", (string)configuration["Optimizer"]![4]!);
        Assert.Equal("SGD", (string)configuration["Optimizer"]![3]!);
    }

    [Theory]
    [InlineData("brains", 4)]
    [InlineData("crowd", 10)]
    [InlineData("default", 5)]
    [InlineData("duel", 2)]
    [InlineData("edge-of-chaos", 5)]
    [InlineData("maze", 5)]
    [InlineData("seasons", 4)]
    [InlineData("small", 4)]
    public void EveryPresetMakesAWorld(string preset, int species)
    {
        JsonObject configuration = Configuration("--preset", preset, "--size", "16", "--steps", "0");
        Assert.Equal(species, (int)configuration["Species"]!);
        Assert.Equal(preset == "maze", configuration.ContainsKey("walls"));
        Assert.Equal(preset == "edge-of-chaos", configuration.ContainsKey("schedule"));
    }

    [Fact]
    public void AllThatWasAskedForIsWritten()
    {
        Invocation result = Invocation.Of(
        [
            .. Tiny, "--steps", "5", "--image", folder["last.png"], "--images", folder["frames"], "--every", "2",
            "--metrics", folder["m.csv"], "--metrics-every", "3", "--dump-grid", folder["grid.f32"],
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["frames", "grid.f32", "last.png", "m.csv"], Names(folder.Path));
        Assert.Equal(["00000000.png", "00000002.png", "00000004.png"], Names(folder["frames"]));

        // 4 species and the sun, 12 + 2 channels.
        Assert.Equal(19 * 16 * 16 * sizeof(float), new FileInfo(folder["grid.f32"]).Length);

        string[] lines = File.ReadAllLines(folder["m.csv"]);
        Assert.StartsWith("step,population.sun,population.species1,", lines[0]);
        Assert.Equal(["0", "3", "5"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.All(lines, line => Assert.Equal(1 + 5 + 5 + 6 + 4 + 4 + 4 + 4 + 8, line.Split(',').Length));
    }

    /// <summary>Pictures of two runs are not mixed, unless one of them goes on.</summary>
    [Fact]
    public void AFolderWithAnOlderRunsPicturesIsRefused()
    {
        string[] pictures = ["--images", folder["frames"], "--every", "2"];
        string[] resumed = ["run", "--device", "cpu", "--resume", folder["saves"], "--steps", "2", .. pictures];
        Assert.Equal(0, Invocation.Of([.. Tiny, "--steps", "4", .. pictures]).ExitCode);
        Invocation refused = Invocation.Of([.. Tiny, "--steps", "2", .. pictures]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("holds an older run's pictures, such as 0000000", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, Names(folder["frames"]).Count());

        string[] autosaves = ["--autosave", "2", "--autosave-dir", folder["saves"]];
        Assert.Equal(0, Invocation.Of([.. Tiny, "--steps", "2", .. pictures, "--overwrite", .. autosaves]).ExitCode);
        Assert.Equal(["00000000.png", "00000002.png"], Names(folder["frames"]));
        Assert.Equal(0, Invocation.Of(resumed).ExitCode);
        Assert.Equal(["00000000.png", "00000002.png", "00000004.png"], Names(folder["frames"]));
    }

    [Fact]
    public void LookingDoesNotChangeTheWorld()
    {
        JsonObject plain = Invocation.Of([.. Tiny, "--steps", "4", "--json"]).Json;
        JsonObject observed = Invocation.Of(
            [.. Tiny, "--steps", "4", "--json", "--metrics", folder["m.csv"], "--metrics-every", "1"]).Json;
        Assert.Equal((string)plain["stateHash"]!, (string)observed["stateHash"]!);
    }

    [Fact]
    public void TheScheduleIsFollowed()
    {
        string config = folder.Write("world.json", """{ "schedule": [{ "step": 2, "set": { "UpdateProbability": 1 } }] }""");
        string[] arguments = [.. Tiny, "--config", config, "--json", "--steps"];
        string[] unscheduled = [.. Tiny, "--json", "--steps"];
        Assert.Equal(StateAfter(unscheduled, "2"), StateAfter(arguments, "2"));
        Assert.NotEqual(StateAfter(unscheduled, "4"), StateAfter(arguments, "4"));
    }

    [Fact]
    public void AnInterruptedRunStillWrites()
    {
        using CancellationTokenSource interruption = new();
        interruption.Cancel();
        Invocation result = Invocation.Of(
            interruption.Token,
            [.. Tiny, "--steps", "1000000", "--metrics", folder["m.csv"], "--image", folder["a.png"], "--json"]);
        Assert.Equal(128, result.ExitCode);
        Assert.EndsWith(" of 1000000\n", result.Error);
        Assert.True((long)result.Json["steps"]! < 1000000);
        Assert.Equal(["a.png", "m.csv"], Names(folder.Path));
    }

    [Fact]
    public void AWorldThatDiesIsAFailure()
    {
        string config = folder.Write(
            "walled.json",
            """
            {
              "MinOccupancy": 0, "UpdateProbability": 1, "WinRate": false,
              "walls": [{ "from": [0, 0.5], "to": [1, 0.5], "radius": 0.5 }]
            }
            """);
        Invocation result = Invocation.Of([.. Tiny, "--config", config, "--steps", "3", "--json"]);
        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("gpueco: the world died: no species is alive after step 3\n", result.Error);
        Assert.Equal(3, (int)result.Json["steps"]!);
    }

    [Fact]
    public void TheHelpListsTheParameters()
    {
        Invocation help = Invocation.Of("run", "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--metrics-every", help.Output);
        Assert.Contains("Optimizer[n]", help.Output);
        Assert.All(EcosystemCatalogue.Instance.All, parameter => Assert.Contains(parameter.Explanation, help.Output));
        Assert.Contains("0 to 18446744073709551615; 1 unless set", help.Output);
        Assert.DoesNotContain("GrowthGateSteepness", Invocation.Of("--help").Output);
        Assert.Equal(help, Invocation.Of("help", "run"));
    }

    /// <summary>Options stand in groups, each once.</summary>
    [Theory]
    [InlineData("run", "The world:", "The run:", "Pictures and films:", "Numbers and worlds:", "Long runs:")]
    [InlineData("view", "The world:", "The window:", "What is kept:", "Long runs:")]
    [InlineData("serve", "The world:", "The page:", "What is kept:", "Long runs:")]
    [InlineData("branch", "What the branches differ by:", "The world:", "The branches:")]
    public void The_help_is_in_groups(string verb, params string[] titles)
    {
        string[] lines = Invocation.Of(verb, "--help").Output.Split('\n');
        Assert.Equal(titles, titles.OrderBy(title => lines.IndexOf(title)));
        Assert.All(titles, title => Assert.Contains(title, lines));
        string[] options = [.. lines.Where(line => line.StartsWith("  --", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.InRange(options.Length, 15, int.MaxValue);
        Assert.Equal(options, options.Distinct());
    }

    [Fact]
    public void Small_worlds_fill_a_picture_unless_a_scale_is_given()
    {
        Invocation result = Invocation.Of(
            [.. Tiny, "--steps", "1", "--image", folder["a.png"], "--images", folder["all"], "--metrics", folder["m.csv"]]);
        Assert.Equal((512, 512), Size("a.png"));
        Assert.Equal((512, 512), Size("all/00000000.png"));
        Assert.Contains($"\nwrote {folder["a.png"]}, {folder["all"]}, {folder["m.csv"]}\n", result.Error);

        foreach ((string scale, int side) in ((string, int)[])[("1", 16), ("3", 48), ("1/4", 4)])
        {
            Invocation.Of([.. Tiny, "--steps", "1", "--image", folder["a.png"], "--image-scale", scale]);
            Assert.Equal((side, side), Size("a.png"));
        }

        (int, int) Size(string name)
        {
            using SKBitmap picture = SKBitmap.Decode(folder[name]);
            return (picture.Width, picture.Height);
        }
    }

    [Fact]
    public void A_grid_can_be_dumped_as_arrays_with_names()
    {
        Invocation.Of([.. Tiny, "--steps", "3", "--dump-grid", folder["g.npz"]]);
        Invocation.Of([.. Tiny, "--steps", "3", "--dump-grid", folder["g.f32"]]);
        using ZipArchive archive = ZipFile.OpenRead(folder["g.npz"]);
        byte[] grid = File.ReadAllBytes(folder["g.f32"]);
        Assert.Equal(["aliveness.npy", "state.npy", "walls.npy", "step.npy"], archive.Entries.Select(entry => entry.FullName));
        AssertArray("aliveness", "'<f4', 'fortran_order': False, 'shape': (5, 16, 16, )", grid[..(5 * 1024)]);
        AssertArray("state", "'<f4', 'fortran_order': False, 'shape': (14, 16, 16, )", grid[(5 * 1024)..]);
        AssertArray("walls", "'<f4', 'fortran_order': False, 'shape': (16, 16, )", new byte[1024]);
        AssertArray("step", "'<i8', 'fortran_order': False, 'shape': ()", [3, 0, 0, 0, 0, 0, 0, 0]);

        void AssertArray(string name, string kind, byte[] data)
        {
            using MemoryStream all = new();
            archive.GetEntry(name + ".npy")!.Open().CopyTo(all);
            byte[] bytes = all.ToArray();
            Assert.Equal([0x93, .. "NUMPY\u0001\0"u8], bytes[..8]);
            int start = 10 + bytes[8] + 256 * bytes[9];
            Assert.Equal(0, start % 64);
            string header = Encoding.ASCII.GetString(bytes, 10, start - 10);
            Assert.Matches(@"^\{'descr': .*, \} *\n$", header);
            Assert.Equal(kind, header["{'descr': ".Length..header.LastIndexOf(", }", StringComparison.Ordinal)]);
            Assert.Equal(data, bytes[start..]);
        }
    }

    /// <summary>A configuration may say how far a run goes; the command line has the last word.</summary>
    [Fact]
    public void A_configuration_may_say_how_many_steps()
    {
        string[] line =
        [
            "run", "--config", folder.Write("c.json", """{ "Species": 2, "NetworkDepth": 0, "GridWidth": 16, "GridHeight": 16, "steps": "until:7" }"""),
            "--device", "cpu", "--json",
        ];
        Assert.Equal(7, (int)Invocation.Of(line).Json["steps"]!);
        Assert.Equal(2, (int)Invocation.Of([.. line, "--steps", "2"]).Json["steps"]!);
        Assert.Equal("until:7", (string)Invocation.Of(line).Json["configuration"]!["steps"]!);

        string[] again = [.. line, "--autosave", "3", "--autosave-dir", folder["auto"], "--resume", folder["auto"]];
        Assert.Equal(2, (int)Invocation.Of([.. again, "--steps", "2"]).Json["steps"]!);
        Assert.Equal(7, (int)Invocation.Of(again).Json["steps"]!);
        Assert.Contains("nothing is left to do: the world stands at step 6", Invocation.Of([.. again, "--steps", "until:6"]).Error);

        // Of a run that goes on some are taken already.
        File.WriteAllText(folder["c.json"], """{ "Species": 2, "NetworkDepth": 0, "GridWidth": 16, "GridHeight": 16, "steps": 5 }""");
        again = [.. line, "--autosave", "2", "--autosave-dir", folder["five"], "--resume", folder["five"]];
        Assert.Equal(4, (int)Invocation.Of([.. again, "--steps", "4"]).Json["steps"]!);
        Assert.Equal(5, (int)Invocation.Of(again).Json["steps"]!);
        File.WriteAllText(folder["c.json"], """{ "steps": "7 or so" }""");
        Assert.Equal(
            $"gpueco: {folder["c.json"]}: steps must be a whole number from 0 on, or until: and such a number; \"7 or so\" is not\n",
            Invocation.Of(line).Error);
    }

    [Theory]
    [InlineData("8", true)]
    [InlineData("64", false)]
    public void Much_wall_on_a_small_grid_is_told_of(string size, bool isTold) =>
        Assert.Equal(isTold, Invocation.Of("run", "--preset", "maze", "--size", size, "--steps", "0", "--device", "cpu").Error
            .Contains("walls, a cell thick at least, take 52 % of so small a grid", StringComparison.Ordinal));

    /// <summary>What a world file cannot hold is said before the first step, not after the last.</summary>
    [Fact]
    public void A_world_that_a_file_cannot_hold_is_refused_at_once()
    {
        Invocation result = Invocation.Of([.. Tiny, "--steps", "100000000", "--save", folder["a.petri"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("gpueco: a .petri file holds one network that all species share, and here Coupling is Independent", result.Error);
    }

    private static JsonObject Configuration(params string[] arguments)
    {
        Invocation result = Invocation.Of(["run", "--json", "--device", "cpu", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Json["configuration"]!.AsObject();
    }

    private static string StateAfter(string[] arguments, string steps) =>
        (string)Invocation.Of([.. arguments, steps]).Json["stateHash"]!;

    private static IEnumerable<string?> Names(string path) =>
        Directory.GetFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
