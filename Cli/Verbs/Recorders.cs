using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Sessions;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The ways to record a world while somebody watches it.</summary>
internal static class Recorders
{
    public static IReadOnlyList<Recorder> All { get; } =
    [
        new(
            Recorder.Film,
            ".webp",
            (path, style, parameters) => new FilmOutput(path, FilmOptions.Interval, scale: null, FilmOptions.Rate, style, parameters)),
        Table("metrics", ".csv"),
        Table("parquet", ".parquet"),
    ];

    private static Recorder Table(string name, string ending) =>
        new(name, ending, (path, _, parameters) => new MetricsOutput(path, RunFileOptions.MetricsInterval, parameters));
}
