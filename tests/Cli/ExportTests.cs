using System.Globalization;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Tests.Discovery.Runs;
using nietras.SeparatedValues;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What an experiment has come to, as tables for other programs.</summary>
/// <param name="found">An experiment that is done.</param>
[Collection(nameof(FoundExperiment))]
public sealed class ExportTests(FoundExperiment found) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A row for each run of all searches, with its genes by value and all that it came to.</summary>
    [Fact]
    public void Runs_are_rows()
    {
        Dictionary<string, string[]> table = Export("runs");
        using CampaignResults results = TinyExperiment.Read(found.Folder);
        Outcome[] outcomes = [.. results.Arms.SelectMany(arm => arm.Trials).SelectMany(trial => trial.Outcomes)];
        Assert.Equal(2 * 24 * 2, outcomes.Length);
        Assert.Equal([.. Enumerable.Repeat("map-elites", 48), .. Enumerable.Repeat("random", 48)], table["search"]);
        Assert.Equal(outcomes.Select(outcome => $"{outcome.Run}"), table["trial"].Zip(table["world"], (trial, world) => $"{trial}.{world}"));
        Assert.Equal(outcomes.Select(outcome => outcome.WorldSeed.ToString(CultureInfo.InvariantCulture)), table["worldSeed"]);
        Assert.Equal(outcomes.Select(outcome => outcome.StateHash), table["stateHash"]);
        Assert.Equal(outcomes.Select(outcome => string.Join(' ', outcome.Parents)), table["parents"]);
        Assert.Equal(outcomes.Select(outcome => Number(outcome.Values["GrowthGateSteepness"])), table["gene.GrowthGateSteepness"].Select(Number));
        Assert.Equal(outcomes.Select(outcome => outcome.Descriptors["borders"]), table["descriptor.borders"].Select(Number));
        Assert.Equal(outcomes.Select(outcome => outcome.Territory[2]), table["territory.species2"].Select(Number));
        Assert.Contains(table["parents"], parents => parents.Contains(' '));
    }

    /// <summary>A row for each elite of all searches.</summary>
    [Fact]
    public void Elites_are_rows()
    {
        Dictionary<string, string[]> table = Export("elites");
        using CampaignResults results = TinyExperiment.Read(found.Folder);
        Assert.Equal(results.Arms.SelectMany(arm => arm.Archive.Elites.Select(elite => elite.Trial)), table["trial"].Select(int.Parse));
        Assert.Equal(results.Arms.SelectMany(arm => arm.Archive.Elites.Select(elite => elite.Quality)), table["quality"].Select(Number));
        Assert.Equal(
            results.Arms.SelectMany(arm => arm.Archive.Elites.Select(elite => arm.Archive.CellOf(elite)![1])), table["cell.churn"].Select(int.Parse));
        Assert.All(table["stateHashes"], hashes => Assert.Equal(2, hashes.Split(' ').Length));
    }

    /// <summary>A row for each trial of all searches.</summary>
    [Fact]
    public void Progress_is_rows()
    {
        Dictionary<string, string[]> table = Export("progress");
        using CampaignResults results = TinyExperiment.Read(found.Folder);
        int[] trials = [.. Enumerable.Range(1, 24)];
        Assert.Equal([.. trials, .. trials], table["trials"].Select(int.Parse));
        Assert.Equal(results.Arms.SelectMany(arm => arm.Progress.Select(row => row.QdScore!.Value)), table["qdScore"].Select(Number));
    }

    /// <summary>Both formats have the same, whatever texts hold, and where nothing is.</summary>
    [Fact]
    public async Task Any_table_is_read_back()
    {
        string?[] texts = ["plain", "a,b", "say \"no\"", "two\nlines", "", null, "ü−"];
        double?[] some = [1.5, null, -0.1, double.MaxValue, 1e-300, 0, null];
        ulong[] whole = [0, 1, ulong.MaxValue, 1 << 20, 5, 6, 7];
        TableColumn[] columns = [TableColumn.Texts("text", texts), TableColumn.OrNone("some", some), TableColumn.Of("whole", whole)];
        TableFile.Write(folder["t.csv"], columns);
        TableFile.Write(folder["t.parquet"], columns);

        Dictionary<string, string[]> lines = ReadLines(folder["t.csv"]);
        Assert.Equal(texts.Select(text => text ?? ""), lines["text"]);
        Assert.Equal(some.Select(number => number?.ToString(CultureInfo.InvariantCulture) ?? ""), lines["some"]);
        Assert.Equal(whole, lines["whole"].Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)));

        CancellationToken interruption = TestContext.Current.CancellationToken;
        await using ParquetReader reader = await ParquetReader.CreateAsync(folder["t.parquet"], cancellationToken: interruption);
        DataField[] fields = reader.Schema.DataFields;
        Assert.Equal(["text", "some", "whole"], fields.Select(field => field.Name));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        string?[] readTexts = new string?[texts.Length];
        double?[] readSome = new double?[some.Length];
        ulong[] readWhole = new ulong[whole.Length];
        await group.ReadAsync(fields[0], readTexts.AsMemory()!, cancellationToken: interruption);
        await group.ReadAsync<double>(fields[1], readSome.AsMemory(), cancellationToken: interruption);
        await group.ReadAsync<ulong>(fields[2], readWhole.AsMemory(), cancellationToken: interruption);
        Assert.Equal(texts, readTexts);
        Assert.Equal(some, readSome);
        Assert.Equal(whole, readWhole);
    }

    /// <summary>More rows than a group of a Parquet file holds lie in several.</summary>
    [Fact]
    public void Long_tables_have_groups()
    {
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => i / 7.0)];
        TableFile.Write(folder["long.parquet"], [TableColumn.Of("n", numbers)]);
        Assert.Equal(numbers, ParquetMetricsReader.Read(folder["long.parquet"], _ => true)["n"]);
    }

    /// <summary>An export is one line, or one object, and the Parquet file has the columns of the other.</summary>
    [Fact]
    public void It_says_what_it_wrote()
    {
        Invocation lines = Invocation.Of("archive", found.Folder, "--export", folder["runs.csv"]);
        string[] header = ReadLines(folder["runs.csv"]).Keys.ToArray();
        Assert.Equal(new Invocation(0, $"{folder["runs.csv"]}: 96 rows of {header.Length} columns\n", ""), lines);
        Invocation binary = Invocation.Of("archive", found.Folder, "--export", folder["runs.parquet"], "--json");
        Assert.Equal((96, "runs"), ((int)binary.Json["rows"]!, (string)binary.Json["table"]!));
        Assert.Equal(header, binary.Json["columns"]!.AsArray().Select(name => (string)name!));
        IReadOnlyDictionary<string, double[]> read = ParquetMetricsReader.Read(folder["runs.parquet"], name => name == "descriptor.churn");
        Assert.Equal(ReadLines(folder["runs.csv"])["descriptor.churn"].Select(Number), read["descriptor.churn"]);
    }

    /// <summary>What cannot be is one line, and nothing is left.</summary>
    [Fact]
    public void What_cannot_be_is_one_line()
    {
        Refused("--table belongs to --export", "--table", "runs");
        Refused($"cannot write '{folder["a.txt"]}': tables are .csv or .parquet", "--export", folder["a.txt"]);
        Refused($"cannot write '{folder["no"]}/a.csv': the folder '{folder["no"]}' does not exist", "--export", folder["no"] + "/a.csv");
        Refused("there is no table 'elite'; did you mean elites?; --table takes runs, elites, progress", "--export", folder["a.csv"], "--table", "elite");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>Where the disk is full, an older table stays.</summary>
    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.parquet")]
    public void A_full_disk_costs_nothing(string name)
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        File.WriteAllText(disk[name], "old");
        File.WriteAllBytes(disk["filler"], new byte[SmallDisk.Size - 2 * 4096]);
        Refused($"cannot write '{disk[name]}': No space left on device", "--export", disk[name]);
        Assert.Equal("old", File.ReadAllText(disk[name]));
    }

    private void Refused(string reason, params string[] options)
    {
        Invocation result = Invocation.Of(["archive", found.Folder, .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"gpueco: {reason}", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    private Dictionary<string, string[]> Export(string table)
    {
        Invocation result = Invocation.Of("archive", found.Folder, "--export", folder[table + ".csv"], "--table", table);
        Assert.True(result.ExitCode == 0, result.Error);
        return ReadLines(folder[table + ".csv"]);
    }

    private static Dictionary<string, string[]> ReadLines(string path)
    {
        using SepReader reader = Sep.Reader(options => options with { Unescape = true }).FromFile(path);
        string[] names = [.. reader.Header.ColNames];
        List<string>[] columns = [.. names.Select(_ => new List<string>())];
        foreach (SepReader.Row row in reader)
        {
            for (int column = 0; column < names.Length; column++)
            {
                columns[column].Add(row[column].ToString());
            }
        }

        return names.Index().ToDictionary(name => name.Item, name => columns[name.Index].ToArray());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
