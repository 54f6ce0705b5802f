using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Observation;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Sweeps and searches as users meet them.</summary>
public sealed class ExperimentVerbTests : IDisposable
{
    private const string Page = "docs/discovery.md";

    private static readonly string[] World =
    [
        "--preset", "small", "--size", "16", "--device", "cpu", "--burn-in", "4", "--frames", "2", "--every", "2",
    ];

    private static readonly string[] Search =
    [
        "evolve", .. World, "--vary", "GrowthGateSteepness=2..30:log", "--axis", "borders:8", "--trials", "12", "--window", "4", "--seeds", "2",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A search ends with its archive, goes on where it is there already, and is looked at afterwards.</summary>
    [Fact]
    public void A_search_can_be_looked_at()
    {
        Invocation made = Invocation.Of([.. Search, "--out", folder["edge"], "--baseline", "random", "--json"]);
        Assert.True(made.ExitCode == 0, made.Error);
        JsonObject report = made.Json;
        Assert.Equal(12, (int)report["trials"]!);
        Assert.InRange((double)report["coverage"]!, 0.1, 1);
        Assert.InRange((double)report["qdScore"]!, 0.1, 8);
        Assert.Equal(24, report["runs"]!.AsObject().Sum(status => (int)status.Value!));
        Assert.Equal("random", (string)report["others"]![0]!["name"]!);
        Assert.Equal(48, (int)report["worker"]!["worlds"]!);
        string hash = (string)report["archiveHash"]!;
        JsonObject elite = report["elites"]![0]!.AsObject();
        string trial = elite["trial"]!.ToString();

        Invocation again = Invocation.Of([.. Search, "--out", folder["edge"], "--baseline", "random", "--json"]);
        Assert.Equal(hash, (string)again.Json["archiveHash"]!);
        Assert.Equal(0, (int)again.Json["worker"]!["worlds"]!);
        Assert.Equal(hash, (string)Invocation.Of("archive", folder["edge"], "--json").Json["archiveHash"]!);
        Assert.Contains("archives are the same", Invocation.Of("archive", folder["edge"], "--compare", folder["edge"]).Output, StringComparison.Ordinal);

        Invocation shown = Invocation.Of("archive", folder["edge"], "--elite", trial, "--recipe", folder["elite.json"], "--json");
        Assert.Equal((string)elite["stateHashes"]![0]!, (string)shown.Json["stateHash"]!);
        Invocation repeated = Invocation.Of("run", "--recipe", folder["elite.json"], "--device", "cpu", "--json");
        Assert.Equal((string)elite["stateHashes"]![0]!, (string)repeated.Json["stateHash"]!);
        Assert.Contains("3 of 3 runs end in the same bits", Invocation.Of("archive", folder["edge"], "--verify", "3", "--device", "cpu").Output, StringComparison.Ordinal);

        Invocation other = Invocation.Of([.. Search.Select(word => word == "4" ? "5" : word), "--out", folder["edge"], "--baseline", "random"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("window: 4 there, 5 here", other.Error, StringComparison.Ordinal);
    }

    /// <summary>A sweep says whether rule or seed decides; a file and options say the same experiment.</summary>
    [Fact]
    public void A_sweep_tells_rule_from_seed()
    {
        string[] sweep = ["sweep", .. World, "--seeds", "3", "--out", folder["gate"]];
        Invocation made = Invocation.Of([.. sweep, "--vary", "GrowthGateSteepness=2..30:log:3", "--json"]);
        Assert.True(made.ExitCode == 0, made.Error);
        JsonArray shares = made.Json["seedOrRule"]!.AsArray();
        Assert.Equal(DescriptorCatalogue.All.Count - Twins.Names.Count, shares.Count);
        Assert.All(shares, share => Assert.InRange(
            (double)share!["rule"]!["value"]! + (double)share["seed"]!["value"]! + (double)share["rest"]!["value"]!, -1e-9, 1 + 1e-9));
        Assert.Equal(3, (int)shares[0]!["rules"]!);

        File.WriteAllText(folder["gate.json"], """
            { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "genes": { "GrowthGateSteepness": { "log": [2, 30], "levels": 3 } },
              "design": "grid", "seeds": 3, "observe": { "burnIn": 4, "frames": 2, "every": 2 } }
            """);
        Invocation read = Invocation.Of("sweep", folder["gate.json"], "--device", "cpu", "--out", folder["gate"]);
        Assert.True(read.ExitCode == 0, read.Error);
        Assert.Contains("What decides, the rule or the seed?", read.Output, StringComparison.Ordinal);
        Assert.Contains("3 of 3 trials, 9 worlds", read.Output, StringComparison.Ordinal);
    }

    /// <summary>A sweep of Saltelli's says what each gene decides; weathers of a seed are told from the seed.</summary>
    [Fact]
    public void A_sweep_tells_what_genes_and_weather_decide()
    {
        string[] sweep =
        [
            "sweep", .. World, "--seeds", "2", "--weather", "2", "--design", "saltelli", "--trials", "8", "--out", folder["genes"],
            "--vary", "GrowthGateSteepness=2..30:log", "--vary", "SunPenalty=0..2",
        ];
        Invocation made = Invocation.Of([.. sweep, "--json"]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal(32, (int)made.Json["runs"]!["ok"]!);
        JsonArray genes = made.Json["geneSensitivities"]!.AsArray();
        Assert.Contains(genes, one => (string?)one!["gene"] == "SunPenalty" && (string?)one["descriptor"] == "borders");
        Assert.All(genes, one => Assert.InRange((double)one!["total"]!["value"]!, 0, 1));
        Assert.All(made.Json["seedOrRule"]!.AsArray(), share => Assert.InRange((double)share!["weather"]!["value"]!, 0, 1));
        Invocation read = Invocation.Of("archive", folder["genes"]);
        Assert.Contains("8 rules and 2 seeds of 2 weathers each", read.Output, StringComparison.Ordinal);
        Assert.Contains("Which gene decides?", read.Output, StringComparison.Ordinal);
    }

    /// <summary>Others work along, as long as they like; who waits for nobody ends.</summary>
    [Fact]
    public void Others_work_along()
    {
        Assert.Equal(0, Invocation.Of([.. Search, "--out", folder["edge"], "--for", "3"]).ExitCode);
        Invocation idle = Invocation.Of("worker", folder["edge"], "--device", "cpu", "--for", "2", "--lanes", "2", "--until-idle", "--json");
        Assert.Equal(2, (int)idle.Json["worlds"]!);
        Assert.Equal(19, (int)Invocation.Of("worker", folder["edge"], "--device", "cpu", "--json").Json["worlds"]!);
        Assert.Equal(12, (int)Invocation.Of("archive", folder["edge"], "--json").Json["trials"]!);
    }

    /// <summary>Whoever ends the work before it is done can have that told by an exit code of their own.</summary>
    [Fact]
    public void Work_that_is_ended_early_may_say_so()
    {
        CancellationToken ended = new(canceled: true);
        string[] search = [.. Search, "--out", folder["edge"], "--when-stopped"];
        Assert.Equal(143, Invocation.Of(ended, [.. search, "143"]).ExitCode);
        Assert.Equal(7, Invocation.Of(ended, "worker", folder["edge"], "--device", "cpu", "--when-stopped", "7").ExitCode);
        Assert.Equal(0, Invocation.Of(ended, "worker", folder["edge"], "--device", "cpu").ExitCode);
        Assert.Equal(0, Invocation.Of([.. search, "143"]).ExitCode);
    }

    /// <summary>What the page shows to be typed works, in its order.</summary>
    [Fact]
    public void The_page_works()
    {
        string commands = MarkdownCode.Of(Page, "```sh").Replace("\\\n", " ", StringComparison.Ordinal);
        string[] lines = [.. commands.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
        Assert.InRange(lines.Length, 7, 20);
        Assert.All(lines, line =>
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("gpueco", words[0]);

            // Smaller and shorter, which changes nothing of how it is said.
            Invocation result = Invocation.Of([.. words[1..].Select(word => word is "32" or "40" ? "16" : InFolder(word)), "--device", "cpu"]);
            Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        });
        Assert.True(File.Exists(folder["three.png"]));

        File.WriteAllText(folder["edge.json"], MarkdownCode.Of(Page, "```json"));
        Assert.Contains(
            "an experiment needs a folder", Invocation.Of("evolve", folder["edge.json"], "--device", "cpu").Error, StringComparison.Ordinal);
        GpuEcosystem.Discovery.Experiments.Experiment.Read(File.ReadAllText(folder["edge.json"]), "the page");
    }

    /// <summary>The page explains all descriptors as the program does.</summary>
    [Fact]
    public void The_page_knows_all_descriptors()
    {
        string[] page = GeneratedFile.ReadLines(Page);
        Assert.All(DescriptorCatalogue.All, one =>
        {
            string range = FormattableString.Invariant($"{one.Lowest} to {one.Highest} {one.Unit}").Trim();
            Assert.Contains($"| `{one.Name}` | {range} | {one.Explanation} |", page);
        });
    }

    /// <summary>What cannot be is one line, and exit code 2.</summary>
    [Theory]
    [InlineData("evolve --vary SunPenalty=0..1", "an experiment needs a folder; give --out DIR")]
    [InlineData("evolve --out x", "the experiment needs 'genes'")]
    [InlineData("evolve --vary SunPenality=0..1 --out x", "did you mean SunPenalty?")]
    [InlineData("evolve --vary SunPenalty=0..1e9 --out x", "must be a value of SunPenalty")]
    [InlineData("evolve --vary SunPenalty=0..1 --axis borders --out x", "--axis must be DESCRIPTOR:BINS")]
    [InlineData("evolve --vary SunPenalty=0..1 --seeds many --out x", "seeds must be a whole number")]
    [InlineData("evolve --vary SunPenalty=0..1 --lanes 0 --out x --device cpu", "--lanes must be a whole number from 1 on")]
    [InlineData("evolve --vary SunPenalty=0..1 --trials 10000000000 --out x", "budget.trials must be a whole number")]
    [InlineData("evolve --vary SunPenalty=0..1 --device nowhere --out x", "there is no device 'nowhere'")]
    [InlineData("evolve nowhere.json --out x", "there is no file 'nowhere.json'")]
    [InlineData("evolve --vary SunPenalty=0..1 --feature borders --cells 3 --out x", "'cells' is 3; a search has 8 to 4096 of them")]
    [InlineData("sweep --vary SunPenalty=0..1 --out x", "give it 'levels'")]
    [InlineData("sweep --vary SunPenalty=0..1 --design saltelli --trials 7 --out x", "after 7 the next number is 9")]
    [InlineData("sweep --vary SunPenalty=0..1:3 --weather 0 --out x", "weather must be a whole number")]
    [InlineData("worker nowhere", "there is no experiment 'nowhere'")]
    [InlineData("evolve --vary SunPenalty=0..1 --out x --when-stopped soon", "--when-stopped must be a whole number from 0 to 255")]
    [InlineData("worker", "an experiment needs a folder; give DIR, or a database's URL there or in GPUECO_STORE")]
    [InlineData("archive nowhere", "there is no experiment 'nowhere'")]
    [InlineData("archive . --to x", "holds no experiment")]
    [InlineData("archive .", "holds no experiment")]
    public void What_cannot_be_is_refused(string line, string reason)
    {
        Invocation result = Invocation.Of([.. line.Split(' ').Select(InFolder)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A damaged outcome is named; an empty claim is one of nobody.</summary>
    [Fact]
    public void Damage_is_named()
    {
        Assert.Equal(0, Invocation.Of([.. Search, "--out", folder["edge"], "--for", "3"]).ExitCode);
        string claim = Path.Combine(folder["edge"], "claims", "00", "000001.1.1");
        File.WriteAllText(claim, "");
        File.SetLastWriteTimeUtc(claim, DateTime.UtcNow.AddHours(-1));
        Assert.Equal(0, Invocation.Of([.. Search, "--out", folder["edge"], "--for", "1"]).ExitCode);

        string outcome = Path.Combine(folder["edge"], "outcomes", "00", "000000.1.json");
        File.WriteAllText(outcome, File.ReadAllText(outcome)[..100]);
        Invocation damaged = Invocation.Of([.. Search, "--out", folder["edge"]]);
        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains("000000.1.json", damaged.Error, StringComparison.Ordinal);
    }

    private string InFolder(string word) =>
        word is "x" or "gate" or "edge" or "three.json" or "three.png" ? folder[word] : word == "." ? folder.Path : word;
}
