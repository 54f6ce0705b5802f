using System.Diagnostics;
using System.Text;
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

    // The program is first tried with one frame, then makes the film, and at last joins its fragments.
    [Fact]
    public void TheEncoderGetsEveryFrame()
    {
        SkipUnlessScripts();
        Invocation result = Run(
            """
            printf '%s\n' "$@" >> "$RECORD"
            case "$*" in
            *faststart*) for last; do :; done; exec cp "$7" "$last" ;;
            esac
            cat > "$RECORD.frames"
            size=$(($(wc -c < "$RECORD.frames") + 8))
            printf "\\000\\000\\$(printf %o $((size / 256)))\\$(printf %o $((size % 256)))mdat"
            cat "$RECORD.frames"
            """,
            "--video-scale", "1", "--images", folder["frames"], "--image-scale", "1", "--every", "2", "--video-rate", "24");
        Assert.True(result.ExitCode == 0, result.Error);
        byte[] film = File.ReadAllBytes(folder["a.mp4"]);
        string[] pictures = [.. Directory.GetFiles(folder["frames"]).Order(StringComparer.Ordinal)];
        Assert.Equal(3, pictures.Length);
        Assert.Equal(
            pictures.SelectMany(FilmFile.ReadPicture),
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(film.AsSpan(8)).ToArray());

        string[] calls = File.ReadAllText(folder["record"]).Split("-hide_banner\n")[1..];
        Assert.Equal(3, calls.Length);
        Assert.Equal(calls[0], calls[1]);
        string[] record = calls[1].Split('\n');
        Assert.Contains("24x16", record);
        Assert.Equal("24", record[Array.IndexOf(record, "-framerate") + 1]);
        Assert.Equal("yuv420p", record[Array.IndexOf(record, "-pix_fmt") + 1]);
    }

    [Theory]
    [InlineData("echo \"Unknown encoder 'libx264'\" >&2; exit 1", "Unknown encoder 'libx264'")]
    [InlineData("cat > /dev/null; exit 3", "it ended with exit code 3")]
    public void AnEncoderThatCannotIsRefusedBeforeTheFirstStep(string script, string reason)
    {
        SkipUnlessScripts();
        File.WriteAllText(folder["a.mp4"], "old");
        Invocation result = Run(script, "--image", folder["a.png"]);
        Assert.Equal($"gpueco: cannot write '{folder["a.mp4"]}': ffmpeg: {reason}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("old", File.ReadAllText(folder["a.mp4"]));
        Assert.False(File.Exists(folder["a.png"]));
    }

    /// <summary>Hang-up, Ctrl-C and termination, signals 1, 2 and 15, are often sent to the encoder too.</summary>
    [Fact]
    public void TheEncoderIsNotInterrupted()
    {
        SkipUnlessScripts();
        ProcessStartInfo start = new("grep", ["SigBlk", "/proc/self/status"]) { RedirectStandardOutput = true };
        Assert.Equal(0x4003, Blocked(InterruptShield.Start(start)));
        Assert.Equal(0, Blocked(Process.Start(start)!));

        static long Blocked(Process process)
        {
            using (process)
            {
                return Convert.ToInt64(process.StandardOutput.ReadToEnd().Split('\t')[1].Trim(), 16) & 0x4003;
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
            if [ ! -e "$RECORD" ]; then : > "$RECORD"; exec cat > /dev/null; fi
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
        SkipUnlessThereIsFfmpeg();
        Invocation result = Invocation.Of(
            ["run", "--preset", "small", "--width", "25", "--height", "16", "--device", "cpu", "--steps", "4", "--video", folder["a.mp4"], "--video-scale", "8", "--images", folder["frames"], "--image-scale", "1", "--every", "2"]);
        Assert.True(result.ExitCode == 0, result.Error);
        byte[] film = Decode(folder["a.mp4"]);
        Assert.Equal(3 * 3 * 200 * 128, film.Length);
        Assert.Single(Directory.GetFiles(folder.Path));

        // One list of all frames stands before them, and none of them is a fragment.
        string bytes = Encoding.Latin1.GetString(File.ReadAllBytes(folder["a.mp4"]));
        Assert.InRange(bytes.IndexOf("moov", StringComparison.Ordinal), 0, bytes.IndexOf("mdat", StringComparison.Ordinal));
        Assert.DoesNotContain("moof", bytes, StringComparison.Ordinal);

        // With loss, but close: the last frame's mean difference is small, and most of it at the cells' edges.
        uint[] picture = FilmFile.ReadPicture(folder["frames/00000004.png"]);
        ReadOnlySpan<byte> last = film.AsSpan(2 * 3 * 200 * 128);
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

    /// <summary>It plays while it is made, what was there is there after a kill, and who is asked to end with it does not.</summary>
    [Theory]
    [InlineData("-KILL", 137)]
    [InlineData("-TERM", 143)]
    [InlineData("-HUP", 129)]
    public void AFilmThatEndsEarlyPlays(string signal, int exitCode)
    {
        SkipUnlessThereIsFfmpeg();
        SkipUnlessScripts();
        folder.Write("a.mp4", "old");
        string run = string.Join(' ', [.. ProgramProcess.Command("gpueco.dll"), .. Tiny[..^1], "1000000", "--no-learning", "--json"]);
        int seen = 0;
        Invocation result = ProgramProcess.SignalWhen(
            () => new FileInfo(folder["a.mp4"]).Length > 10000 && (seen = CountFrames()) > 0,
            "USR1",
            ["setsid", "/bin/sh", "-c", $"trap 'kill {signal} 0' USR1; trap '' TERM HUP; (trap - TERM HUP; exec {run} --video {folder["a.mp4"]} --video-every 1) & run=$!; wait; wait $run"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.InRange(CountFrames(), seen, int.MaxValue);
        Assert.Single(Directory.GetFiles(folder.Path));
        if (signal != "-KILL")
        {
            Assert.Equal((int)result.Json["steps"]! + 1, CountFrames());
        }

        int CountFrames() => Decode(folder["a.mp4"]).Length / (3 * 504 * 336);
    }

    internal static void SkipUnlessThereIsFfmpeg()
    {
        bool exists = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(place => File.Exists(Path.Combine(place, "ffmpeg")));
        Assert.SkipUnless(exists, "There is no ffmpeg on the PATH.");
    }

    /// <summary>RGB8 of all frames.</summary>
    internal static byte[] Decode(string path)
    {
        using Process decoder = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-loglevel", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]) { RedirectStandardOutput = true })!;
        using MemoryStream film = new();
        decoder.StandardOutput.BaseStream.CopyTo(film);
        decoder.WaitForExit();
        Assert.Equal(0, decoder.ExitCode);
        return film.ToArray();
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
