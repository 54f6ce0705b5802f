using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say how a run is filmed.</summary>
internal sealed class FilmOptions
{
    /// <summary>Steps from one frame to the next unless the user says otherwise.</summary>
    public const int Interval = 2;

    /// <summary>Frames in a second unless the user says otherwise.</summary>
    public const int Rate = 30;

    private readonly Option<long> every = CommonOptions.WholeNumber(
        "--video-every", "K", 1, Interval, "Steps from one frame of --video to the next");

    private readonly Option<string?> scale = CommonOptions.Path(
        "--video-scale",
        "S",
        $"Pixels of --video on either side of a cell; 1/S: cells on either side of a pixel, which is their mean; {PictureScale.FilmHelp}, unless given");

    private readonly Option<long> rate = CommonOptions.WholeNumber(
        "--video-rate", "F", 1, Rate, "Frames of --video in a second");

    /// <summary>The film's file.</summary>
    public Option<string?> File { get; } = CommonOptions.Path(
        "--video",
        "FILE",
        "A film from the start on: .gif, .webp (both animated, without loss or nearly so) or .mp4 (needs the program ffmpeg)");

    /// <summary>All options; the file comes first.</summary>
    public IReadOnlyList<Option> All => [File, every, scale, rate];

    /// <summary>Begins a film.</summary>
    public FilmOutput Open(string path, ParseResult parsed, PictureStyle style, WorldParameters parameters) => new(
        path,
        parsed.GetValue(every),
        parsed.GetValue(scale) is string text ? PictureScale.Parse(scale.Name, text) : null,
        (int)Math.Min(parsed.GetValue(rate), int.MaxValue),
        style,
        parameters);
}
