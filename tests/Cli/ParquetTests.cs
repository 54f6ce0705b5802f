using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine;
using GpuEcosystem.Imaging.Plots;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A Parquet file of metrics has what the CSV file of the same run has.</summary>
public sealed class ParquetTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "16", "--device", "cpu", "--steps", "5"];

    private static readonly MetricsColumn[] columns = [MetricsColumn.Of<long>("step"), MetricsColumn.OrNone<float>("loss")];

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
            Check<float>("sunPeriod.8", isNullable: true);

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
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            WriteRows(file, 0, 10000);
            file.Commit();
        }

        await using ParquetReader reader = await ParquetReader.CreateAsync(
            folder["m.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, reader.RowGroupCount);

        // Often, for the library takes memory that it has used before.
        for (int time = 0; time < 20; time++)
        {
            CheckRows(10000);
        }

        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void It_is_whole_and_has_its_name_at_every_moment()
    {
        string path = folder.Write("m.parquet", "old");
        using MetricsFile file = MetricsFile.Open(path, columns);
        Assert.Equal("old", File.ReadAllText(path));
        WriteRows(file, 0, 1);
        Assert.Equal([0.0], ParquetMetricsReader.Read(path, _ => true)["step"]);

        // Within a second rows go into the lines alone, where this program finds them.
        WriteRows(file, 1, 3);
        file.Flush();
        Assert.Equal([0.0], ParquetMetricsReader.Read(path, _ => true)["step"]);
        CheckRows(3);

        Thread.Sleep(1100);
        WriteRows(file, 3, 5);
        Assert.Equal([0, 1, 2, 3], ParquetMetricsReader.Read(path, _ => true)["step"]);
        Assert.Equal(["m.parquet", "m.parquet.part"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());

        file.Commit();
        Assert.Equal([0, 1, 2, 3, 4], ParquetMetricsReader.Read(path, _ => true)["step"]);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_is_not_completed_keeps_its_rows()
    {
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            WriteRows(file, 0, 5000);
        }

        CheckRows(5000);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Killed before the last rows were in it, or complete.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_goes_on(bool isComplete)
    {
        MetricsFile killed = MetricsFile.Open(folder["m.parquet"], columns);
        WriteRows(killed, 0, 20);
        killed.Flush();
        string lines = File.ReadAllText(folder["m.parquet.part"]);
        killed.Dispose();
        if (!isComplete)
        {
            folder.Write("m.parquet.part", lines);
        }

        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns, resumedAt: 12))
        {
            Assert.Equal(12, file.LastStep);
            WriteRows(file, 13, 30);
            file.Commit();
        }

        CheckRows(30);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_does_not_go_on_stays_as_it_was()
    {
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            WriteRows(file, 0, 20);
            file.Commit();
        }

        MetricsFile.Open(folder["m.parquet"], columns, resumedAt: 12).Dispose();
        CheckRows(20);
        Assert.Single(Directory.GetFiles(folder.Path));
        UserException other = Assert.Throws<UserException>(
            () => MetricsFile.Open(folder["m.parquet"], [MetricsColumn.Of<long>("step"), MetricsColumn.Of<float>("entropy")], resumedAt: 12));
        Assert.Equal($"cannot go on with '{folder["m.parquet"]}': it has other columns", other.Message);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Lines of a run that was killed, beside a file that somebody has put there since.</summary>
    [Fact]
    public void Lines_that_are_older_than_their_file_are_nothing()
    {
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            WriteRows(file, 0, 20);
            file.Commit();
        }

        File.SetLastWriteTimeUtc(folder.Write("m.parquet.part", "step,loss\n7,\n"), DateTime.UtcNow.AddMinutes(-1));
        CheckRows(20);
        using (MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns))
        {
            WriteRows(file, 0, 10);
            file.Commit();
        }

        CheckRows(10);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Its_lines_are_as_private_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(folder.Write("m.parquet", "old"), Private);
            using MetricsFile file = MetricsFile.Open(folder["m.parquet"], columns);
            WriteRows(file, 0, 2);
            foreach (string name in (string[])["m.parquet", "m.parquet.part"])
            {
                Assert.Equal(Private, File.GetUnixFileMode(folder[name]));
            }
        }
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
        Assert.Equal([disk["filler"], disk["m.parquet.part"]], Directory.GetFiles(Path.GetDirectoryName(disk["filler"])!).Order());
    }

    [Fact]
    public void OtherNamesAreRefused()
    {
        Invocation result = Invocation.Of([.. Tiny, "--metrics", folder["m.txt"]]);
        Assert.Equal($"gpueco: cannot write '{folder["m.txt"]}': metrics are .csv or .parquet\n", result.Error);
        Assert.Equal(2, result.ExitCode);
    }

    private static void WriteRows(MetricsFile file, int first, int end)
    {
        for (long row = first; row < end; row++)
        {
            file.Write([row, row % 3 == 0 ? null : row / 4f]);
        }
    }

    private void CheckRows(int count)
    {
        MetricsTable table = MetricsReader.Read(folder["m.parquet"], _ => true);
        Assert.Equal(Enumerable.Range(0, count).Select(row => (double)row), table["step"]);
        Assert.Equal(Enumerable.Range(0, count).Select(row => row % 3 == 0 ? double.NaN : row / 4.0), table["loss"]);
    }
}
