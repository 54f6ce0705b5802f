using System.Globalization;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Ways in which a run is stopped, or loses the streams that it talks to: nothing that was asked for is lost.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string[] Forever =>
    [
        .. ProgramProcess.Command("gpueco.dll"), "run", "--device", "cpu", "--preset", "small", "--size", "32", "--steps", "100000000",
        "--metrics", folder["m.csv"], "--metrics-every", "1", "--save", folder["s.eco"],
    ];

    public void Dispose() => folder.Dispose();

    /// <summary>The terminal goes away, somebody presses Ctrl-C, a batch system ends the job.</summary>
    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_stopped_run_writes_everything_and_says_how_far_it_came(string signal, int exitCode)
    {
        Invocation run = ProgramProcess.SignalWhen(IsStepping, signal, Forever);
        Assert.Equal(exitCode, run.ExitCode);
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("stopping after this step; once more leaves at once", lines[^3]);
        Assert.Equal($"wrote {folder["s.eco"]}, {folder["m.csv"]}", lines[^2]);
        long step = EcoFile.ReadHeader(folder["s.eco"]).Step;
        Assert.Equal($"stopped at {step} of 100000000", lines[^1]);
        Assert.StartsWith($"{step},", File.ReadLines(folder["m.csv"]).Last(), StringComparison.Ordinal);
    }

    /// <summary>Who cannot wait for the end of a step of seconds.</summary>
    [Fact]
    public void Asked_twice_it_leaves_at_once()
    {
        string[] slow = [.. Forever.Select(word => word == "32" ? "1024" : word)];
        Invocation run = ProgramProcess.SignalWhen(() => new FileInfo(folder["m.csv"]) is { Exists: true, Length: > 0 }, "INT", slow, times: 2);
        Assert.Equal(130, run.ExitCode);
        Assert.EndsWith("stopping after this step; once more leaves at once\n", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["s.eco"]));
    }

    /// <summary>What a table and a film held a second before stays.</summary>
    [Theory]
    [InlineData("f.gif")]
    [InlineData("f.webp")]
    public void A_killed_run_leaves_its_table_and_its_film(string film)
    {
        Invocation run = ProgramProcess.SignalWhen(IsStepping, "KILL", [.. Forever, "--video", folder[film], "--video-every", "1"]);
        Assert.Equal(137, run.ExitCode);
        string[] lines = File.ReadAllLines(folder["m.csv"]);
        Assert.EndsWith("\n", File.ReadAllText(folder["m.csv"]), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, lines.Length - 1), lines.Skip(1).Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
        Assert.True(FilmFile.CountFrames(folder[film]) > 0);
        Assert.Equal(["f", "m"], Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)[..1]).Order());
    }

    /// <summary>One command, started again whenever it was ended, comes to the end of the run that nobody ended.</summary>
    [Theory]
    [InlineData("m.csv", "KILL", "KILL", "TERM")]
    [InlineData("m.parquet", "KILL", "TERM", "KILL")]
    public void A_supervisor_starts_one_command_again_and_again(string table, params string[] signals)
    {
        string[] world = ["run", "--device", "cpu", "--preset", "small", "--size", "32", "--json", "--metrics-every", "5"];
        Invocation whole = Invocation.Of([.. world, "--steps", "400", "--metrics", folder["whole.csv"]]);
        string[] command =
        [
            .. ProgramProcess.Command("gpueco.dll"), .. world, "--steps", "until:400", "--metrics", folder[table],
            "--resume", folder["auto"], "--autosave", "20", "--autosave-dir", folder["auto"],
        ];
        foreach ((int number, string signal) in signals.Index())
        {
            ProgramProcess.SignalWhen(() => HasSaved(60 * (number + 1)), signal, command);
        }

        Invocation last = ProgramProcess.RunCommand(new Dictionary<string, string?>(), command);
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal((string)whole.Json["stateHash"]!, (string)last.Json["stateHash"]!);
        Assert.Equal(Steps("whole.csv"), Steps(table));

        Invocation again = ProgramProcess.RunCommand(new Dictionary<string, string?>(), command);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("nothing is left to do: the world stands at step 400", again.Error, StringComparison.Ordinal);
        Assert.Equal(Steps("whole.csv"), Steps(table));
        Assert.Equal(["auto", table, "whole.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    private double[] Steps(string table) => MetricsReader.Read(folder[table], _ => true)["step"];

    private bool HasSaved(int step) => Directory.Exists(folder["auto"]) && Directory.EnumerateFiles(folder["auto"], "*-step-*.eco").Any(
        file => int.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], CultureInfo.InvariantCulture) >= step);

    /// <summary>Who ignores hang-ups, as nohup does, goes on without a terminal.</summary>
    [Fact]
    public void A_hang_up_that_is_ignored_stops_nothing()
    {
        string command = string.Join(' ', Forever).Replace("100000000", "300", StringComparison.Ordinal);
        Invocation run = ProgramProcess.SignalWhen(IsStepping, "HUP", ["/bin/sh", "-c", $"trap '' HUP; exec {command}"]);
        Assert.Equal((0, 300L), (run.ExitCode, EcoFile.ReadHeader(folder["s.eco"]).Step));
    }

    /// <summary>A log on a full disk, and streams that are closed.</summary>
    [Theory]
    [InlineData("2>/dev/full", 0)]
    [InlineData("2>&-", 0)]
    [InlineData(">/dev/full", 1)]
    [InlineData(">&-", 1)]
    public void A_stream_that_breaks_stops_nothing(string redirection, int exitCode)
    {
        string command = string.Join(' ', Forever).Replace("100000000", "5", StringComparison.Ordinal);
        Invocation run = ProgramProcess.RunCommand(
            new Dictionary<string, string?>(), ["/bin/sh", "-c", $"{command} {redirection}"]);
        Assert.Equal((exitCode, 5L), (run.ExitCode, EcoFile.ReadHeader(folder["s.eco"]).Step));
        Assert.Equal(exitCode != 0, run.Error.Contains("the result could not be written to standard output", StringComparison.Ordinal));
    }

    /// <summary>A limit on memory is told as what it is, wherever it is met.</summary>
    [Fact]
    public void A_limit_on_memory_is_no_defect_of_the_program()
    {
        string command = string.Join(' ', Forever).Replace("100000000", "5", StringComparison.Ordinal);
        Invocation run = ProgramProcess.RunCommand(
            new Dictionary<string, string?>(), ["/bin/sh", "-c", $"ulimit -v 2000000; {command}"]);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0 || run.Error.Contains("ulimit -v", StringComparison.Ordinal), $"{run.ExitCode}: {run.Error}");
    }

    // The table's file is there, and has more than its head.
    private bool IsStepping() => new FileInfo(folder["m.csv"]) is { Exists: true, Length: > 8000 };
}
