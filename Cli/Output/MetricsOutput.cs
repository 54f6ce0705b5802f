using System.Diagnostics;
using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// A table of what is observed: a line at the start, at every interval and at the end. Steps per second are those since
/// the line before, whatever the time went into.
/// </summary>
internal sealed class MetricsOutput : RunOutput
{
    private readonly AtomicFile file;
    private readonly string[] gradients;
    private long lastStep = -1;
    private long lastTime = Stopwatch.GetTimestamp();

    public MetricsOutput(string path, long interval, EcosystemParameters parameters)
        : base(interval)
    {
        file = new AtomicFile(path);
        string[] species = [.. Enumerable.Range(1, parameters.Species).Select(number => $"species{number}")];
        string[] entities = ["sun", .. species];
        gradients = parameters.Coupling == Coupling.Shared ? ["all"] : species;
        WriteRow(
        [
            "step",
            .. entities.Select(entity => $"population.{entity}"),
            .. entities.Select(entity => $"territory.{entity}"),
            "entropy",
            "normalizedEntropy",
            "loss",
            "updateRate",
            "activity",
            "stepsPerSecond",
            .. species.Select(one => $"respawns.{one}"),
            .. gradients.Select(one => $"gradientNorm.{one}"),
        ]);
    }

    public override void Observe(ConfiguredWorld world)
    {
        Metrics metrics = world.Ecosystem.Observe();
        double seconds = Stopwatch.GetElapsedTime(lastTime).TotalSeconds;
        double stepsPerSecond = lastStep < 0 ? 0 : Math.Max(0, metrics.Step - lastStep) / seconds;
        lastTime = Stopwatch.GetTimestamp();
        lastStep = metrics.Step;
        WriteRow(
        [
            Text(metrics.Step),
            .. metrics.Populations.Select(Text),
            .. metrics.Territory.Select(Text),
            Text(metrics.Entropy),
            Text(metrics.NormalizedEntropy),
            metrics.Loss is float loss ? Text(loss) : "",
            Text(metrics.UpdateRate),
            Text(metrics.Activity),
            stepsPerSecond.ToString("F2", CultureInfo.InvariantCulture),
            .. metrics.Respawns.Select(Text),
            .. metrics.GradientNorms?.Select(Text) ?? gradients.Select(_ => ""),
        ]);
    }

    public override void Finish(ConfiguredWorld world)
    {
        if (world.Ecosystem.StepNumber > lastStep)
        {
            Observe(world);
        }

        file.Commit();
    }

    public override void Dispose() => file.Dispose();

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private void WriteRow(IEnumerable<string> cells) => file.Append(string.Join(',', cells) + '\n');
}
