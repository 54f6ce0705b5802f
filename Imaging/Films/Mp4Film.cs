using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Imaging.Films;

/// <summary>
/// An MP4 film that the program ffmpeg encodes: H.264 with half as many colours as pixels in both directions (yuv420p), since
/// browsers and telephones play nothing finer. It blurs colours at the edges of cells; larger cells show less of that.
/// </summary>
internal sealed class Mp4Film : Film
{
    private const int MostPixels = 8192;
    private const int MostFramesInSecond = 240;

    // What ffmpeg ends with after it has said what went wrong.
    private const string NoReason = "Conversion failed!";

    private readonly string program;
    private readonly string path;
    private readonly FilmFormat format;
    private readonly AtomicFile file;
    private Process? encoder;
    private string temporary = "";
    private string lastLine = "";

    public Mp4Film(string path, FilmFormat format)
    {
        format.Check(path, MostPixels, MostFramesInSecond);
        program = FindProgram()
            ?? throw new UserException($"cannot write '{path}': .mp4 films need the program ffmpeg, which is not on the PATH");
        this.path = path;
        this.format = format;
        file = new AtomicFile(path);
    }

    public override void Add(uint[] pixels)
    {
        encoder ??= Start();
        try
        {
            encoder.StandardInput.BaseStream.Write(MemoryMarshal.AsBytes(pixels.AsSpan()));
        }
        catch (IOException)
        {
            // It has gone away, and says why.
            throw Failure();
        }
    }

    public override void Commit()
    {
        try
        {
            encoder!.StandardInput.Close();
        }
        catch (IOException)
        {
            throw Failure();
        }

        encoder.WaitForExit();
        if (encoder.ExitCode != 0)
        {
            throw Failure();
        }

        file.Commit();
    }

    public override void Dispose()
    {
        if (encoder is { HasExited: false })
        {
            encoder.Kill();
            encoder.WaitForExit();
        }

        encoder?.Dispose();
        file.Dispose();
    }

    private static string? FindProgram()
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string[] folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private Process Start()
    {
        temporary = file.HandOver();
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in Arguments().Append(temporary))
        {
            start.ArgumentList.Add(word);
        }

        try
        {
            Process started = InterruptShield.Start(start);
            started.OutputDataReceived += (_, _) => { };
            started.ErrorDataReceived += (_, line) => Note(line.Data);
            started.BeginOutputReadLine();
            started.BeginErrorReadLine();
            return started;
        }
        catch (Win32Exception exception)
        {
            throw new UserException($"cannot write '{path}': '{program}' cannot be started: {exception.Message}", exception);
        }
    }

    // H.264 wants an even number of pixels; a black row or column fills up what is missing.
    private string[] Arguments() =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pixel_format", "rgba",
        "-video_size", string.Create(CultureInfo.InvariantCulture, $"{format.Width}x{format.Height}"),
        "-framerate", format.Rate.ToString(CultureInfo.InvariantCulture),
        "-i", "pipe:0",
        "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv",
        "-c:v", "libx264", "-preset", "medium", "-crf", "16", "-pix_fmt", "yuv420p",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-movflags", "+faststart", "-f", "mp4",
    ];

    private void Note(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line) && line.Trim() != NoReason)
        {
            lastLine = line.Trim();
        }
    }

    private UserException Failure()
    {
        encoder!.WaitForExit();
        string reason = lastLine.Length > 0
            ? lastLine.Replace(temporary, path, StringComparison.Ordinal)
            : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {encoder.ExitCode}");
        return new UserException($"cannot write '{path}': ffmpeg: {reason}");
    }
}
