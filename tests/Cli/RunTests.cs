using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
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
        Assert.Empty(report["recoveries"]!.AsArray());
        Assert.Matches("^[0-9a-fA-F]+$", (string)report["stateHash"]!);
        Assert.Equal(12, (int)report["configuration"]!["StateChannels"]!);
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
    [InlineData("crowd", 10)]
    [InlineData("default", 5)]
    [InlineData("duel", 2)]
    [InlineData("edge-of-chaos", 5)]
    [InlineData("maze", 5)]
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
        Assert.All(lines, line => Assert.Equal(1 + 5 + 5 + 6 + 4 + 4, line.Split(',').Length));
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
        Assert.DoesNotContain("GrowthGateSteepness", Invocation.Of("--help").Output);
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
