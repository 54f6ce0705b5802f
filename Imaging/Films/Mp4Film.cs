using System.Globalization;
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

    private readonly string program;
    private readonly string path;
    private readonly FilmFormat format;
    private readonly GrowingFile file;
    private Mp4Encoder? encoder;

    public Mp4Film(string path, FilmFormat format)
    {
        format.Check(path, MostPixels, MostFramesInSecond);
        program = FindProgram()
            ?? throw new UserException($"cannot write '{path}': .mp4 films need the program ffmpeg, which is not on the PATH");
        this.path = path;
        this.format = format;
        file = new GrowingFile(path);
        EncodeOneFrame();
    }

    public override void Add(uint[] pixels)
    {
        encoder ??= Start(file.Append);
        encoder.Add(pixels);
    }

    public override void Commit()
    {
        encoder!.Complete();
        file.Commit();
        file.Dispose();
        JoinFragments();
    }

    public override void Dispose()
    {
        encoder?.Dispose();
        file.Dispose();
    }

    private static string? FindProgram()
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string[] folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    // Some that are called ffmpeg have no such encoder, which is better known before the first step.
    private void EncodeOneFrame()
    {
        using Mp4Encoder trial = Start(_ => { });
        trial.Add(new uint[format.Width * format.Height]);
        trial.Complete();
    }

    // H.264 wants an even number of pixels; a black row or column fills up what is missing. Each frame is a fragment of its own, which
    // follows from those before it alone (zerolatency), so that it is in the film as soon as it was seen. That makes the film a third larger.
    private Mp4Encoder Start(Action<ReadOnlySpan<byte>> take) => new(
        program,
        path,
        [
            "-f", "rawvideo", "-pixel_format", "rgba",
            "-video_size", string.Create(CultureInfo.InvariantCulture, $"{format.Width}x{format.Height}"),
            "-framerate", format.Rate.ToString(CultureInfo.InvariantCulture),
            "-i", "pipe:0",
            "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv",
            "-c:v", "libx264", "-preset", "medium", "-tune", "zerolatency", "-crf", "16", "-pix_fmt", "yuv420p",
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-movflags", "+frag_every_frame+empty_moov+default_base_moof", "-f", "mp4", "pipe:1",
        ],
        take);

    // Players take fragments, but many a program that cuts or shows films wants one list of all frames at the start.
    private void JoinFragments()
    {
        try
        {
            using AtomicFile whole = new(path, takesOver: true);
            using Mp4Encoder joining = new(
                program,
                path,
                ["-i", Path.GetFullPath(path), "-c", "copy", "-movflags", "+faststart", "-f", "mp4", whole.HandOver()],
                _ => { });
            joining.Complete();
            whole.Commit();
        }
        catch (UserException)
        {
            // There is no room for a second copy, say. The film is complete as it is.
        }
    }
}
