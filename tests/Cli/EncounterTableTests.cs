using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Imaging.Plots;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A table says who beats whom where that is asked for.</summary>
public sealed class EncounterTableTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "16", "--device", "cpu", "--metrics-every", "2"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>In both formats; conquests are those since the line before, and together all open cells.</summary>
    [Theory]
    [InlineData("m.csv")]
    [InlineData("m.parquet")]
    public void Who_beats_whom_is_told(string name)
    {
        Run(name, "--encounters");
        MetricsTable table = MetricsReader.Read(folder[name], _ => true);
        Assert.Equal([0, 2, 2, 1], table["conquestSteps"]);
        string[] entities = ["sun", "species1", "species2", "species3", "species4"];
        string[] pairs = [.. from one in entities from other in entities select $"conquest.{one}.{other}"];
        Assert.All(pairs, pair => Assert.True(double.IsNaN(table[pair][0])));
        Assert.All(Enumerable.Range(1, 3), row => Assert.Equal(1, pairs.Sum(pair => table[pair][row]), 1e-5));
        Assert.True(table["conquest.sun.species1"][1] > 0, "nobody has grown");
        Assert.True(table["conquest.species1.species1"][1] > table["conquest.species1.sun"][1], "nobody keeps what is theirs");
        Assert.All(entities[1..], one => Assert.InRange(Math.Abs(table[$"advantage.sun.{one}"][3]), 1e-6, 2));
        Assert.Equal(4 * 5 / 2, Columns(name).Count(column => column.StartsWith("advantage.", StringComparison.Ordinal)));
    }

    /// <summary>Nobody has to pay for what nobody asked for, and the world is the same.</summary>
    [Fact]
    public void Nobody_is_told_who_does_not_ask()
    {
        string hash = Run("plain.csv");
        Assert.Equal(hash, Run("asked.csv", "--encounters"));
        string[] more = [.. Columns("asked.csv").SkipWhile(column => column != "conquestSteps")];
        Assert.Equal(1 + 5 * 5 + 5 * 4 / 2, more.Length);
        Assert.Equal(Columns("asked.csv")[..^more.Length], Columns("plain.csv"));
    }

    /// <summary>The columns belong to a table.</summary>
    [Fact]
    public void They_need_a_table()
    {
        Invocation result = Invocation.Of("run", "--size", "16", "--steps", "1", "--encounters");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--encounters needs --metrics", result.Error);
    }

    /// <summary>A run that goes on counts its own steps, and says how many they are.</summary>
    [Fact]
    public void A_table_goes_on()
    {
        string[] saving = ["--autosave", "3", "--autosave-dir", folder[""], "--resume", folder[""]];
        foreach (string goal in (string[])["until:5", "until:8"])
        {
            Invocation result = Invocation.Of([.. Tiny, "--metrics", folder["m.csv"], "--encounters", .. saving, "--steps", goal]);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        MetricsTable table = MetricsReader.Read(folder["m.csv"], _ => true);
        Assert.Equal([0, 2, 3, 4, 6, 8], table["step"]);
        Assert.Equal([0, 2, 0, 1, 2, 2], table["conquestSteps"]);
    }

    private string Run(string name, params string[] options)
    {
        Invocation result = Invocation.Of([.. Tiny, "--steps", "5", "--metrics", folder[name], "--json", .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return (string)result.Json["stateHash"]!;
    }

    private string[] Columns(string name) => name.EndsWith(".csv", StringComparison.Ordinal)
        ? File.ReadLines(folder[name]).First().Split(',')
        : [.. MetricsReader.Read(folder[name], _ => true).Columns.Keys];
}
