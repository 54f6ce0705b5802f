using GpuEcosystem.Cli.Output;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>An output that fails while the world runs costs nothing but itself.</summary>
public sealed class FailingOutputTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--size", "32", "--device", "cpu"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.webp")]
    public void AFullDiskEndsAFilmAndNothingElse(string name)
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        File.WriteAllText(disk[name], "old");
        string[] arguments = [.. Tiny, "--steps", "100", "--json", "--video", disk[name], "--video-every", "1"];
        Invocation result = Invocation.Of([.. arguments, "--metrics", folder["m.csv"], "--image", folder["a.png"]]);
        Refused(result, $"cannot write '{disk[name]}': No space left on device", disk[name]);
        Assert.Equal(100, (int)result.Json["steps"]!);
        Assert.StartsWith("100,", File.ReadLines(folder["m.csv"]).Last());
        Assert.True(File.Exists(folder["a.png"]));

        // With nothing else to write, there is nothing to run for.
        Invocation alone = Invocation.Of([.. Tiny, "--steps", "1000000", "--json", "--video", disk[name], "--video-every", "1"]);
        Refused(alone, $"cannot write '{disk[name]}': No space left on device", disk[name]);
        Assert.True((int)alone.Json["steps"]! < 1000000);
    }

    [Fact]
    public void AFullDiskEndsASeriesOfPictures()
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        Invocation result = Invocation.Of(["run", "--preset", "small", "--size", "64", "--device", "cpu", "--steps", "200", "--every", "1", "--images", disk["frames"], "--image-scale", "1"]);
        Assert.Contains("No space left on device", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.All(Directory.GetFiles(disk["frames"]), picture => Assert.Equal(64 * 64, FilmFile.ReadPicture(picture).Length));
    }

    // Three hundred frames of 1 MB each would not fit into the memory that this program is given.
    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.webp")]
    public void MemoryDoesNotGrowWithTheFilm(string name)
    {
        Invocation result = ProgramProcess.Run(
            new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x8000000" },
            [.. Tiny, "--no-learning", "--steps", "299", "--video", folder[name], "--video-every", "1"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(300, FilmFile.CountFrames(folder[name]));
    }

    [Fact]
    public void WhoHandsInMoreThanFitsWaits()
    {
        using ManualResetEventSlim go = new();
        List<int> done = [];
        using BackgroundWork<int> work = new(3, piece =>
        {
            go.Wait();
            done.Add(piece);
        });

        // One is being worked on and three wait.
        int handedIn = 0;
        Thread eager = new(() =>
        {
            for (int piece = 0; piece < 10; piece++)
            {
                work.Add(piece);
                Interlocked.Increment(ref handedIn);
            }
        });
        eager.Start();
        Assert.False(eager.Join(200));
        Assert.InRange(Volatile.Read(ref handedIn), 3, 4);
        go.Set();
        eager.Join();
        work.Complete();
        Assert.Equal(Enumerable.Range(0, 10), done);
    }

    [Fact]
    public void AfterAFailureNobodyWaits()
    {
        int calls = 0;
        using BackgroundWork<int> work = new(1, _ =>
        {
            calls++;
            throw new IOException("full");
        });
        Assert.Throws<IOException>(() =>
        {
            for (int piece = 0; piece < 1000000; piece++)
            {
                work.Add(piece);
            }
        });
        Assert.Throws<IOException>(work.Complete);
        Assert.Equal(1, calls);
    }

    private static void Refused(Invocation result, string reason, string path)
    {
        Assert.StartsWith($"gpueco: {reason}", result.Error.TrimEnd('\n').Split('\n')[^1]);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("gpueco: ", StringComparison.Ordinal));
        Assert.Equal(2, result.ExitCode);
        Assert.True(FilmFile.CountFrames(path) > 0);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
