using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Tests.Discovery.Runs;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The page of an experiment.</summary>
/// <param name="found">An experiment that is done.</param>
[Collection(nameof(FoundExperiment))]
public sealed partial class ReportTests(FoundExperiment found) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Every file that the page names is there, every file that is there is named, and nothing is asked of anybody else.</summary>
    [Fact]
    public void A_page_and_its_files_belong_together()
    {
        (JsonObject report, string page) = ReadPage(found.Report);
        string[] named =
        [
            .. report["trials"]!.AsArray().SelectMany(trial => (string?[])[(string?)trial!["picture"], (string?)trial["film"]]).OfType<string>(),
            .. report["figures"]!.AsArray().SelectMany(figure => (string[])[(string)figure!["png"]!, (string)figure["svg"]!]),
        ];
        string root = found.Report;
        Assert.Equal(
            named.Append("index.html").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.All(Address().Matches(page), address => Assert.StartsWith("http://www.w3.org/", address.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("""(src|href)\s*=\s*["']?(//|\w+:)|url\(|@import""", page[page.IndexOf("</style>", StringComparison.Ordinal)..page.IndexOf("<script type=\"module\"", StringComparison.Ordinal)]);
        Assert.Empty(Directory.EnumerateDirectories(found.Folder, ".report*"));
    }

    /// <summary>It shows all elites, and all that they descend from.</summary>
    [Fact]
    public void All_elites_and_their_ancestors_are_there()
    {
        using CampaignResults results = TinyExperiment.Read(found.Folder);
        (JsonObject report, _) = ReadPage(found.Report);
        Assert.Equal(results.Main.Archive.Elites.Select(elite => elite.Trial), report["shown"]!.AsArray().Select(trial => (int)trial!));
        Dictionary<int, JsonNode> trials = report["trials"]!.AsArray().ToDictionary(trial => (int)trial!["trial"]!, trial => trial!);
        Assert.Contains(trials.Values, trial => trial["parents"]!.AsArray().Count == 2);
        Assert.All(trials.Values.SelectMany(trial => trial["parents"]!.AsArray()), parent => Assert.Contains((int)parent!, trials));
        Assert.Empty(report["different"]!.AsArray());
        Assert.Contains(report["figures"]!.AsArray(), figure => ((string)figure!["alt"]!).Contains("random has", StringComparison.Ordinal));
    }

    /// <summary>A film ends where the picture is, and does not stand still before.</summary>
    [Fact]
    public void A_film_ends_where_the_picture_is()
    {
        (JsonObject report, _) = ReadPage(found.Report);
        JsonNode[] shown = [.. report["trials"]!.AsArray().Where(trial => trial!["film"] is not null).Select(trial => trial!)];
        Assert.NotEmpty(shown);
        Assert.All(shown, trial =>
        {
            FilmFile film = FilmFile.Read(Path.Combine(found.Report, (string)trial["film"]!));
            Assert.Equal(FilmFile.ReadPicture(Path.Combine(found.Report, (string)trial["picture"]!)), film.Frames[^1]);
            Assert.Equal(6, film.Frames.Length);
            Assert.NotEqual(film.Frames[0], film.Frames[^1]);
        });
    }

    /// <summary>A name with markup in it is a name, in the page's head and in its data.</summary>
    [Fact]
    public void Names_are_no_markup()
    {
        (JsonObject report, string page) = ReadPage(found.Report);
        Assert.Equal(FoundExperiment.Name, (string)report["results"]!["name"]!);
        Assert.Equal(FoundExperiment.Name, (string)report["experiment"]!["name"]!);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Equal(2, Regex.Count(page, "</script"));
        Assert.Contains("<title>&lt;script&gt;", page, StringComparison.Ordinal);
    }

    /// <summary>A world whose end is not the recorded one is said in the page, on the terminal, and by the exit code.</summary>
    [Fact]
    public void Another_end_is_noticed()
    {
        found.CopyTo(folder.Path);
        int trial;
        using (CampaignResults results = TinyExperiment.Read(folder.Path))
        {
            trial = results.Main.Archive.Elites[0].Trial;
        }

        string path = Path.Combine(folder.Path, "outcomes", "00", $"{trial:D6}.0.json");
        string outcome = File.ReadAllText(path);
        string hash = (string)JsonNode.Parse(outcome)!["stateHash"]!;
        File.WriteAllText(path, outcome.Replace(hash, new string('0', 32), StringComparison.Ordinal));

        Invocation result = Invocation.Of("archive", folder.Path, "--report", "--device", "cpu");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"run {trial}.0 ended in {new string('0', 32)}, and in {hash} this time", result.Output, StringComparison.Ordinal);
        JsonNode different = Assert.Single(ReadPage(folder["report"]).Report["different"]!.AsArray())!;
        Assert.Equal(($"{trial}.0", hash), ((string)different["run"]!, (string)different["stateHash"]!));
    }

    /// <summary>An older report goes when another is whole, and not before; of what is under way, what is complete is shown.</summary>
    [Fact]
    public void An_older_report_stays_until_another_is_there()
    {
        Work(folder.Path, TinyExperiment.Search, runs: 9);
        Directory.CreateDirectory(folder["report"]);
        string old = folder.Write("report/old.txt", "old");
        Assert.Equal(128, Invocation.Of(new CancellationToken(canceled: true), "archive", folder.Path, "--report", "--device", "cpu").ExitCode);
        Assert.True(File.Exists(old));
        (JsonObject report, _) = Report(folder.Path);
        Assert.Equal((4, 24), ((int)report["results"]!["trials"]!, (int)report["results"]!["totalTrials"]!));
        Assert.False(File.Exists(old));
        Assert.Empty(Directory.EnumerateDirectories(folder.Path, ".report*"));
    }

    /// <summary>Even what has not come to anything yet has a report.</summary>
    [Fact]
    public void Experiments_without_trials_have_a_report()
    {
        Work(folder.Path, TinyExperiment.Search, runs: 1);
        (JsonObject report, _) = Report(folder.Path);
        Assert.Equal(0, (int)report["results"]!["trials"]!);
        Assert.Empty(report["figures"]!.AsArray());
        Assert.Empty(report["shown"]!.AsArray());
    }

    /// <summary>A sweep's report shows its trials.</summary>
    [Fact]
    public void A_sweep_shows_its_trials()
    {
        Work(folder.Path, """
            { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "design": "grid", "seeds": 2,
              "observe": { "burnIn": 0, "frames": 2, "every": 1 },
              "genes": { "LearningRate": { "values": [0.0001, 0.001] }, "Optimizer": { "choice": ["SGD", "Adam"] } } }
            """);
        (JsonObject report, _) = Report(folder.Path);
        Assert.Equal([0, 1, 2, 3], report["shown"]!.AsArray().Select(trial => (int)trial!));
        Assert.Null(report["quality"]);
        Assert.Equal(
            ["variance", "genes", "genes"], report["figures"]!.AsArray().Select(figure => (string)figure!["section"]!));
    }

    /// <summary>A trial of which no world came to its end is there, without a picture, and nothing is repeated of it.</summary>
    [Fact]
    public void What_has_no_end_has_no_picture()
    {
        Work(folder.Path, """
            { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "design": "grid", "seeds": 1, "maxSeconds": 0.001,
              "observe": { "burnIn": 100000, "frames": 2, "every": 1 }, "genes": { "Optimizer": { "choice": ["SGD", "Adam"] } } }
            """);
        (JsonObject report, _) = Report(folder.Path);
        Assert.Equal([0, 1], report["shown"]!.AsArray().Select(trial => (int)trial!));
        Assert.All(report["trials"]!.AsArray(), trial =>
        {
            Assert.Null(trial!["picture"]);
            Assert.Null(trial["command"]);
            Assert.Equal("crashed", (string)trial["worlds"]![0]!["status"]!);
        });
        Assert.Empty(Directory.EnumerateFiles(folder["report/worlds"]));
    }

    /// <summary>With five repeats search and baseline are compared.</summary>
    [Fact]
    public void Repeats_are_compared()
    {
        Work(folder.Path, """
            { "world": { "preset": "small", "GridWidth": 16, "GridHeight": 16 }, "seeds": 1,
              "observe": { "burnIn": 0, "frames": 2, "every": 1 }, "genes": { "GrowthGateSteepness": { "log": [2, 30] } },
              "search": { "method": "map-elites", "axes": { "borders": 12 }, "quality": "evenness" },
              "budget": { "trials": 6 }, "window": 6, "baseline": "random", "repeats": 5 }
            """);
        (JsonObject report, _) = Report(folder.Path);
        JsonArray comparison = report["comparison"]!.AsArray();
        Assert.Equal(["coverage", "QD score"], comparison.Select(one => (string)one!["name"]!));

        // All of a window are drawn before anything is known, so that both are the same.
        Assert.All(comparison, one => Assert.Equal((6, 1.0), ((int)one!["trials"]!, (double)one["p"]!)));
        Assert.All(comparison, one => Assert.Equal((double)one!["method"]!["median"]!, (double)one["baseline"]!["median"]!));
        Assert.True((double)comparison[0]!["method"]!["median"]! > 0);
    }

    /// <summary>What cannot be is one line.</summary>
    [Fact]
    public void What_cannot_be_is_one_line()
    {
        Refused("--films belongs to --report", "--films");
        Refused("a page and a table are made one after the other; give --report or --export", "--report", "--export", folder["a.csv"]);
        found.CopyTo(folder.Path);
        folder.Write("report", "a file");
        Invocation result = Invocation.Of("archive", folder.Path, "--report", "--device", "cpu");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"gpueco: cannot write the report '{folder["report"]}': ", result.Error, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(folder["report"]));
        Assert.Empty(Directory.EnumerateDirectories(folder.Path, ".report*"));
    }

    /// <summary>Where the disk is full, nothing is left behind, and the line names the report.</summary>
    [Fact]
    public void A_full_disk_leaves_nothing_behind()
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        Work(disk["tiny"], TinyExperiment.Search, runs: 6);
        Invocation result = Invocation.Of("archive", disk["tiny"], "--report", "--device", "cpu");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"gpueco: cannot write '{disk["tiny"]}/report/", result.Error, StringComparison.Ordinal);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateDirectories(disk["tiny"]), path => path.Contains("report", StringComparison.Ordinal));
    }

    private static void Work(string experiment, string json, int? runs = null) =>
        TinyExperiment.Work(experiment, json, runs: runs);

    private void Refused(string reason, params string[] options) =>
        Assert.Equal(new Invocation(2, "", $"gpueco: {reason}\n"), Invocation.Of(["archive", found.Folder, .. options]));

    private static (JsonObject Report, string Page) Report(string experiment)
    {
        Invocation result = Invocation.Of("archive", experiment, "--report", "--device", "cpu");
        Assert.True(result.ExitCode == 0, result.Error);
        return ReadPage(Path.Combine(experiment, "report"));
    }

    private static (JsonObject Report, string Page) ReadPage(string folder)
    {
        string page = File.ReadAllText(Path.Combine(folder, "index.html"));
        return (JsonNode.Parse(Data().Match(page).Groups[1].Value)!.AsObject(), page);
    }

    [GeneratedRegex("""<script type="application/json" id="report">(.*?)</script>""")]
    private static partial Regex Data();

    [GeneratedRegex("""https?://[^"'`\s]*""")]
    private static partial Regex Address();
}
