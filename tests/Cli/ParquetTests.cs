using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Imaging.Plots;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A Parquet file of metrics has what the CSV file of the same run has.</summary>
public sealed class ParquetTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "16", "--device", "cpu", "--steps", "5"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ItHasTheSameColumnsAndNumbers()
    {
        foreach (string name in (string[])["m.csv", "m.parquet"])
        {
            Invocation result = Invocation.Of([.. Tiny, "--metrics", folder[name], "--metrics-every", "2"]);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        string[] header = (await File.ReadAllLinesAsync(folder["m.csv"], TestContext.Current.CancellationToken))[0].Split(',');
        await using (ParquetReader reader = await ParquetReader.CreateAsync(
            folder["m.parquet"], cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(header, reader.Schema.DataFields.Select(field => field.Name));
            Check<long>("step", isNullable: false);
            Check<float>("population.sun", isNullable: false);
            Check<long>("territory.species4", isNullable: false);
            Check<float>("loss", isNullable: true);
            Check<double>("stepsPerSecond", isNullable: false);
            Check<int>("respawns.species1", isNullable: false);
            Check<float>("gradientNorm.species1", isNullable: true);

            void Check<T>(string name, bool isNullable)
            {
                DataField field = Assert.Single(reader.Schema.DataFields, field => field.Name == name);
                Assert.Equal(typeof(T), field.ClrType);
                Assert.Equal(isNullable, field.IsNullable);
            }
        }

        MetricsTable text = MetricsReader.Read(folder["m.csv"], _ => true);
        MetricsTable binary = MetricsReader.Read(folder["m.parquet"], _ => true);
        Assert.True(double.IsNaN(binary["loss"][0]));
        Assert.Equal([0, 2, 4, 5], binary["step"]);
        foreach (string name in header.Where(name => name != "stepsPerSecond"))
        {
            // The text of a float, read as a double, is not the float.
            Assert.Equal(text[name].Select(value => (float)value), binary[name].Select(value => (float)value));
        }
    }

    [Fact]
    public async Task RowsAreWrittenInGroups()
    {
        MetricsColumn[] columns = [MetricsColumn.Of<long>("step"), MetricsColumn.OrNone<float>("loss")];
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            for (long row = 0; row < 10000; row++)
            {
                file.Write([row, row % 3 == 0 ? null : row / 4f]);
            }

            Assert.False(File.Exists(folder["m.parquet"]));
            Assert.True(new FileInfo(Directory.GetFiles(folder.Path).Single()).Length > 10000);
            file.Commit();
        }

        await using ParquetReader reader = await ParquetReader.CreateAsync(
            folder["m.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, reader.RowGroupCount);

        // Often, for the library takes memory that it has used before.
        for (int time = 0; time < 20; time++)
        {
            MetricsTable table = MetricsReader.Read(folder["m.parquet"], _ => true);
            Assert.Equal(Enumerable.Range(0, 10000).Select(row => (double)row), table["step"]);
            Assert.Equal(Enumerable.Range(0, 10000).Select(row => row % 3 == 0 ? double.NaN : row / 4.0), table["loss"]);
        }
    }

    [Fact]
    public void WhatIsNotCompleteLeavesNothing()
    {
        string path = folder.Write("m.parquet", "old");
        using (MetricsFile file = MetricsFile.Open(path, [MetricsColumn.Of<long>("step")]))
        {
            for (long row = 0; row < 5000; row++)
            {
                file.Write([row]);
            }
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFullDiskIsOneLine()
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        File.WriteAllBytes(disk["filler"], new byte[200 * 1024 - 4096]);
        Invocation result = Invocation.Of(
            [.. Tiny, "--metrics", disk["m.parquet"], "--metrics-every", "1", "--image", folder["a.png"]]);
        Assert.Contains($"gpueco: cannot write '{disk["m.parquet"]}': No space left on device", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.True(File.Exists(folder["a.png"]));
        Assert.Equal(disk["filler"], Assert.Single(Directory.GetFiles(Path.GetDirectoryName(disk["filler"])!)));
    }

    [Fact]
    public void OtherNamesAreRefused()
    {
        Invocation result = Invocation.Of([.. Tiny, "--metrics", folder["m.txt"]]);
        Assert.Equal($"gpueco: cannot write '{folder["m.txt"]}': metrics are .csv or .parquet\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }
}
