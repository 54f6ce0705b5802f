using System.Diagnostics;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Seasons;

namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>
/// A table of what is observed: a line at the start, at every interval and at the end. Steps per second are those since
/// the line before, whatever the time went into. Of several worlds that live at once, the populations of each come after all that is
/// theirs together, and at the end, where it is wanted, who beats whom.
/// </summary>
internal sealed class MetricsOutput : RunObserver
{
    private readonly MetricsFile file;
    private readonly WorldParameters columns;
    private readonly string[] gradients;
    private readonly bool hasEncounters;
    private long lastStep = -1;
    private long? told;
    private long lastTime = Stopwatch.GetTimestamp();

    /// <param name="path">The table.</param>
    /// <param name="interval">Steps from one line to the next.</param>
    /// <param name="parameters">The world's.</param>
    /// <param name="resumedAt">The step from which an earlier run goes on, whose table goes on too; null for a run of its own.</param>
    /// <param name="hasEncounters">Whether it says who beats whom.</param>
    public MetricsOutput(string path, long interval, WorldParameters parameters, long? resumedAt = null, bool hasEncounters = false)
        : base(interval)
    {
        columns = parameters;
        gradients = Gradients(parameters);
        this.hasEncounters = hasEncounters;
        file = MetricsFile.Open(path, Columns(parameters, hasEncounters), resumedAt);
        told = file.LastStep;
        Written = path;
    }

    public override string Written { get; }

    /// <summary>The columns of a table of such a world.</summary>
    public static IReadOnlyList<MetricsColumn> Columns(WorldParameters parameters, bool hasEncounters = false)
    {
        string[] species = Species(parameters);
        string[] entities = ["sun", .. species];
        return
        [
            MetricsColumn.Of<long>("step"),
            .. entities.Select(entity => MetricsColumn.Of<float>($"population.{entity}")),
            .. entities.Select(entity => MetricsColumn.Of<long>($"territory.{entity}")),
            MetricsColumn.Of<float>("entropy"),
            MetricsColumn.Of<float>("normalizedEntropy"),
            MetricsColumn.OrNone<float>("loss"),
            MetricsColumn.Of<float>("updateRate"),
            MetricsColumn.Of<float>("activity"),
            MetricsColumn.Of<double>("stepsPerSecond"),
            .. species.Select(one => MetricsColumn.Of<int>($"respawns.{one}")),
            .. Gradients(parameters).Select(one => MetricsColumn.OrNone<float>($"gradientNorm.{one}")),
            .. species.Select(one => MetricsColumn.Of<long>($"weights.{one}")),
            .. species.Select(one => MetricsColumn.Of<long>($"operations.{one}")),
            .. Enumerable.Range(1, SeasonLayout.Bands).Select(band => MetricsColumn.OrNone<float>($"sunPeriod.{band}")),
            .. parameters is LogicCircuitParameters ? CircuitColumns.All : [],
            .. from world in Enumerable.Range(1, parameters.WorldCount > 1 ? parameters.WorldCount : 0)
               from entity in entities
               select MetricsColumn.Of<float>($"world{world}.population.{entity}"),
            .. hasEncounters ? EncounterColumns.Of(entities) : [],
        ];
    }

    public override void Observe(ConfiguredWorld world)
    {
        // Another world may have come in a dead one's place.
        world.World.CountsConquests |= hasEncounters;
        if (told == world.World.StepNumber)
        {
            // The run that this one goes on from has written that line.
            (lastStep, lastTime, told) = (told.Value, Stopwatch.GetTimestamp(), null);
            return;
        }

        Metrics metrics = world.World.Observe();
        double seconds = Stopwatch.GetElapsedTime(lastTime).TotalSeconds;
        double stepsPerSecond = lastStep < 0 ? 0 : Math.Max(0, metrics.Step - lastStep) / seconds;
        lastTime = Stopwatch.GetTimestamp();
        lastStep = metrics.Step;
        file.Write(
        [
            metrics.Step,
            .. metrics.Populations,
            .. metrics.Territory,
            metrics.Entropy,
            metrics.NormalizedEntropy,
            metrics.Loss,
            metrics.UpdateRate,
            metrics.Activity,
            stepsPerSecond,
            .. metrics.Respawns,
            .. metrics.GradientNorms?.Cast<object?>() ?? gradients.Select(_ => (object?)null),
            .. metrics.Networks.Select(network => network.Weights),
            .. metrics.Networks.Select(network => network.Operations),
            .. metrics.SunPeriods?.Cast<object?>() ?? new object?[SeasonLayout.Bands],
            .. metrics.Circuit is CircuitMetrics circuit ? CircuitColumns.Row(circuit) : [],
            .. metrics.WorldPopulations?.SelectMany(populations => populations).Cast<object?>() ?? [],
            .. hasEncounters ? EncounterColumns.Row(world.World.ObserveEncounters(), metrics.Populations.Length) : [],
        ]);
    }

    public override void Flush() => file.Flush();

    public override void Finish(ConfiguredWorld world)
    {
        // A world that has other species by now has no such line, and neither have more worlds or fewer.
        WorldParameters now = world.World.Parameters;
        if (world.World.StepNumber > lastStep
            && (now.Species, now.Coupling, now.WorldCount) == (columns.Species, columns.Coupling, columns.WorldCount))
        {
            Observe(world);
        }

        file.Commit();
    }

    private static string[] Species(WorldParameters parameters) =>
        [.. Enumerable.Range(1, parameters.Species).Select(number => $"species{number}")];

    private static string[] Gradients(WorldParameters parameters) =>
        parameters.Coupling == Coupling.Shared ? ["all"] : Species(parameters);

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
