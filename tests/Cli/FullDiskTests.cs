using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Whatever output it is that finds no room, at its first write or at a later one: it is named in one line, and the others are there.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Page = 4096;

    private static readonly string[] run =
        ["run", "--preset", "small", "--size", "32", "--device", "cpu", "--no-learning", "--steps", "40", "--image-scale", "1", "--json"];

    private readonly TemporaryFolder folder = new();

    // What each option writes elsewhere, where it is not the one that finds no room.
    private string[][] Elsewhere =>
    [
        ["--image", folder["a.png"]],
        ["--images", folder["frames"], "--every", "1"],
        ["--video", folder["a.gif"], "--video-every", "1"],
        ["--metrics", folder["a.csv"], "--metrics-every", "1"],
        ["--dump-grid", folder["a.f32"]],
        ["--save", folder["a.eco"]],
        ["--save-recipe", folder["a.json"]],
    ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--image", "a.png", 0)]
    [InlineData("--images", "frames", 0)]
    [InlineData("--images", "frames", 3 * Page)]
    [InlineData("--video", "a.gif", 0)]
    [InlineData("--video", "a.gif", 10 * Page)]
    [InlineData("--video", "a.webp", 0)]
    [InlineData("--video", "a.webp", 10 * Page)]
    [InlineData("--video", "a.mp4", 0)]
    [InlineData("--video", "a.mp4", 10 * Page)]
    [InlineData("--metrics", "a.csv", 0)]
    [InlineData("--metrics", "a.csv", Page)]
    [InlineData("--metrics", "a.parquet", 0)]
    [InlineData("--metrics", "a.parquet", Page)]
    [InlineData("--metrics", "a.parquet", 3 * Page)]
    [InlineData("--dump-grid", "a.f32", 0)]
    [InlineData("--dump-grid", "a.f32", Page)]
    [InlineData("--dump-grid", "a.npz", 0)]
    [InlineData("--dump-grid", "a.npz", Page)]
    [InlineData("--save", "a.eco", 0)]
    [InlineData("--save", "a.eco", Page)]
    [InlineData("--save-recipe", "a.json", 0)]
    public void AnOutputWithoutRoomCostsNothingElse(string option, string name, int room)
    {
        if (name == "a.mp4")
        {
            Mp4FilmTests.SkipUnlessThereIsFfmpeg();
        }

        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        File.WriteAllBytes(disk["filler"], new byte[SmallDisk.Size - room]);
        string[][] outputs = [.. Elsewhere.Select(one => one[0] == option ? [option, disk[name], .. one[2..]] : one)];
        Invocation result = Invocation.Of([.. run, .. outputs.SelectMany(one => one)]);

        string line = Assert.Single(result.Error.Split('\n'), line => line.StartsWith("gpueco: ", StringComparison.Ordinal));
        Assert.StartsWith($"gpueco: cannot write '{disk[name]}", line, StringComparison.Ordinal);
        Assert.Contains("': No space left on device", line, StringComparison.Ordinal);
        Assert.Equal((2, 40), (result.ExitCode, (int)result.Json["steps"]!));
        CheckOthers(option);
        CheckWhatIsThere(disk, name);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(disk["filler"])!, ".*", SearchOption.AllDirectories));
    }

    /// <summary>The next autosave may find room again.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(Page)]
    public void AutosavesWithoutRoomStopNothing(int room)
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        Directory.CreateDirectory(disk["auto"]);
        File.WriteAllBytes(disk["filler"], new byte[SmallDisk.Size - room]);
        Invocation result = Invocation.Of(
            [.. run, "--autosave", "10", "--autosave-dir", disk["auto"], .. Elsewhere.SelectMany(one => one)]);
        string line = Assert.Single(result.Error.Split('\n'), line => line.Contains("autosave", StringComparison.Ordinal));
        Assert.StartsWith("no autosave at step 0, the run goes on: cannot write", line, StringComparison.Ordinal);
        Assert.Contains("No space left on device", line, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        CheckOthers("");
        Assert.DoesNotContain(Directory.GetFiles(disk["auto"]), file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".eco", StringComparison.Ordinal));
    }

    private void CheckOthers(string option)
    {
        foreach (string path in Elsewhere.Where(one => one[0] != option).Select(one => one[1]))
        {
            Assert.True(Path.Exists(path), path);
        }

        if (option != "--images")
        {
            Assert.Equal(41, Directory.GetFiles(folder["frames"]).Length);
        }

        if (option != "--video")
        {
            Assert.Equal(41, FilmFile.CountFrames(folder["a.gif"]));
        }

        if (option != "--metrics")
        {
            Assert.Equal(42, File.ReadLines(folder["a.csv"]).Count());
        }
    }

    // What grows has all that there was room for, and is whole.
    private static void CheckWhatIsThere(SmallDisk disk, string name)
    {
        switch (Path.GetExtension(name))
        {
            case ".gif" or ".webp" when new FileInfo(disk[name]) is { Exists: true, Length: > 0 }:
                Assert.True(FilmFile.CountFrames(disk[name]) > 0);
                break;
            case ".mp4" when new FileInfo(disk[name]) is { Exists: true, Length: > 0 }:
                Assert.NotEmpty(Mp4FilmTests.Decode(disk[name]));
                break;
            case ".csv" or ".parquet" when new FileInfo(disk[name]) is { Exists: true, Length: > 0 }:
                double[] steps = MetricsReader.Read(disk[name], _ => true)["step"];
                Assert.Equal(Enumerable.Range(0, steps.Length).Select(step => (double)step), steps);
                break;
            case "":
                Assert.All(Directory.GetFiles(disk[name]), picture => Assert.Equal(32 * 32, FilmFile.ReadPicture(picture).Length));
                break;
            case ".png" or ".f32" or ".npz" or ".eco" or ".json":
                Assert.False(File.Exists(disk[name]));
                break;
        }
    }
}
