using System.Diagnostics;
using GpuEcosystem.Imaging.Films;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What is handed to ffmpeg, and what becomes of a film that ffmpeg cannot make.</summary>
public sealed class Mp4FilmTests : IDisposable
{
    private static readonly string[] Tiny =
        ["run", "--preset", "small", "--width", "24", "--height", "16", "--device", "cpu", "--steps", "4"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheEncoderGetsEveryFrame()
    {
        SkipUnlessScripts();
        Invocation result = Run(
            """
            printf '%s\n' "$@" > "$RECORD"
            for last; do :; done
            exec cat > "$last"
            """,
            "--video-scale", "1", "--images", folder["frames"], "--image-scale", "1", "--every", "2", "--video-rate", "24");
        Assert.True(result.ExitCode == 0, result.Error);
        byte[] film = File.ReadAllBytes(folder["a.mp4"]);
        string[] pictures = [.. Directory.GetFiles(folder["frames"]).Order(StringComparer.Ordinal)];
        Assert.Equal(3, pictures.Length);
        Assert.Equal(
            pictures.SelectMany(FilmFile.ReadPicture),
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(film).ToArray());

        string[] record = File.ReadAllLines(folder["record"]);
        Assert.Contains("24x16", record);
        Assert.Equal("24", record[Array.IndexOf(record, "-framerate") + 1]);
        Assert.Equal("yuv420p", record[Array.IndexOf(record, "-pix_fmt") + 1]);
    }

    /// <summary>A terminal sends Ctrl-C, signal 2, to the encoder too.</summary>
    [Fact]
    public void TheEncoderIsNotInterrupted()
    {
        SkipUnlessScripts();
        ProcessStartInfo start = new("grep", ["SigBlk", "/proc/self/status"]) { RedirectStandardOutput = true };
        Assert.Equal(2, Blocked(InterruptShield.Start(start)));
        Assert.Equal(0, Blocked(Process.Start(start)!));

        static long Blocked(Process process)
        {
            using (process)
            {
                return Convert.ToInt64(process.StandardOutput.ReadToEnd().Split('\t')[1].Trim(), 16) & 2;
            }
        }
    }

    [Theory]
    [InlineData("exec head -c 100 > /dev/null")]
    [InlineData("exec cat > /dev/null")]
    public void WhyTheEncoderFailedIsOneLine(string reads)
    {
        SkipUnlessScripts();
        File.WriteAllText(folder["a.mp4"], "old");
        Invocation result = Run(
            $"""
            ({reads})
            echo 'a warning' >&2
            echo 'there is no such encoder' >&2
            echo 'Conversion failed!' >&2
            exit 1
            """,
            "--video-scale", "64", "--image", folder["a.png"]);
        Assert.EndsWith($"\ngpueco: cannot write '{folder["a.mp4"]}': ffmpeg: there is no such encoder\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("old", File.ReadAllText(folder["a.mp4"]));
        Assert.True(File.Exists(folder["a.png"]));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp"));
    }

    [Fact]
    public void WithoutTheEncoderTheRunDoesNotStart()
    {
        Invocation result = ProgramProcess.Run(
            new Dictionary<string, string?> { ["PATH"] = folder.Path }, [.. Tiny, "--video", folder["a.mp4"]]);
        Assert.Equal(
            $"gpueco: cannot write '{folder["a.mp4"]}': .mp4 films need the program ffmpeg, which is not on the PATH",
            result.Error.TrimEnd());
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void TheRealEncoderMakesAFilm()
    {
        bool exists = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(place => File.Exists(Path.Combine(place, "ffmpeg")));
        Assert.SkipUnless(exists, "There is no ffmpeg on the PATH.");
        Invocation result = Invocation.Of(
            ["run", "--preset", "small", "--width", "25", "--height", "16", "--device", "cpu", "--steps", "4", "--video", folder["a.mp4"], "--video-scale", "8", "--images", folder["frames"], "--every", "2"]);
        Assert.True(result.ExitCode == 0, result.Error);
        ProcessStartInfo start = new("ffmpeg") { RedirectStandardOutput = true };
        foreach (string word in (string[])
            ["-loglevel", "error", "-i", folder["a.mp4"], "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
        {
            start.ArgumentList.Add(word);
        }

        using Process decoder = Process.Start(start)!;
        using MemoryStream film = new();
        decoder.StandardOutput.BaseStream.CopyTo(film);
        Assert.Equal(3 * 3 * 200 * 128, film.Length);

        // With loss, but close: the last frame's mean difference is small, and most of it at the cells' edges.
        uint[] picture = FilmFile.ReadPicture(folder["frames/00000004.png"]);
        ReadOnlySpan<byte> last = film.ToArray().AsSpan(2 * 3 * 200 * 128);
        double difference = 0;
        for (int pixel = 0; pixel < 200 * 128; pixel++)
        {
            uint expected = picture[pixel / 200 / 8 * 25 + pixel % 200 / 8];
            for (int component = 0; component < 3; component++)
            {
                difference += Math.Abs((int)(expected >> 8 * component & 0xff) - last[3 * pixel + component]);
            }
        }

        Assert.InRange(difference / last.Length, 0, 3);
    }

    private static void SkipUnlessScripts() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in is a script for Linux.");

    private Invocation Run(string script, params string[] arguments)
    {
        string programs = Directory.CreateDirectory(folder["programs"]).FullName;
        string program = Path.Combine(programs, "ffmpeg");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return ProgramProcess.Run(
            new Dictionary<string, string?>
            {
                ["PATH"] = programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["RECORD"] = folder["record"],
            },
            [.. Tiny, "--video", folder["a.mp4"], .. arguments]);
    }
}
