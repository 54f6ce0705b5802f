using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say what a run writes.</summary>
internal sealed class RunFileOptions
{
    private readonly Option<string?> image = CommonOptions.Path("--image", "FILE.png", "A picture of the last state");

    private readonly Option<string?> images = CommonOptions.Path(
        "--images", "DIR", "A picture at the start and then every --every steps, in a folder");

    private readonly Option<long> every = CommonOptions.WholeNumber(
        "--every", "K", 1, 10, "Steps from one of --images to the next");

    private readonly Option<string?> metrics = CommonOptions.Path(
        "--metrics", "FILE.csv", "What is observed, at the start, every --metrics-every steps and at the end");

    private readonly Option<long> metricsEvery = CommonOptions.WholeNumber(
        "--metrics-every", "K", 1, 10, "Steps from one line of --metrics to the next");

    private readonly Option<string?> grid = CommonOptions.Path(
        "--dump-grid", "FILE.f32", "The last state as planar 32-bit floats, aliveness then state");

    private readonly Option<string?> save = CommonOptions.Path(
        "--save",
        $"FILE{string.Join("|", WorldFile.Extensions)}",
        "The last state as a world file, from which --load goes on bit by bit");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { image, images, every, metrics, metricsEvery, grid, save })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Makes sure that everything asked for can be written.</summary>
    public RunOutputs Open(ParseResult parsed, EcosystemParameters parameters, Palette palette)
    {
        Require(parsed, every, images);
        Require(parsed, metricsEvery, metrics);
        RefuseSameFile(parsed, image, metrics, grid, save);

        RunOutputs outputs = new();
        try
        {
            Add(image, path => new PictureOutput(path, palette));
            Add(images, path => new PictureSeriesOutput(path, parsed.GetValue(every), palette));
            Add(grid, path => new GridOutput(path));
            Add(save, path => new WorldOutput(path));
            Add(metrics, path => new MetricsOutput(path, parsed.GetValue(metricsEvery), parameters));
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }

        void Add(Option<string?> option, Func<string, RunOutput> open)
        {
            if (parsed.GetValue(option) is string path)
            {
                outputs.Add(open(path));
            }
        }
    }

    /// <summary>Refuses an option that does nothing without another.</summary>
    public static void Require(ParseResult parsed, Option given, Option needed)
    {
        if (parsed.Gives(given) && !parsed.Gives(needed))
        {
            throw new UserException($"{given.Name} needs {needed.Name}");
        }
    }

    private static void RefuseSameFile(ParseResult parsed, params IReadOnlyList<Option<string?>> options)
    {
        Dictionary<string, string> taken = [];
        foreach (Option<string?> option in options)
        {
            if (parsed.GetValue(option) is { Length: > 0 } path && !taken.TryAdd(Path.GetFullPath(path), option.Name))
            {
                throw new UserException($"{taken[Path.GetFullPath(path)]} and {option.Name} name the same file '{path}'");
            }
        }
    }
}
