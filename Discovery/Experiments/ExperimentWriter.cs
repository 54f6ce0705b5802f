using System.Text.Json.Nodes;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>Writes an experiment as JSON, with everything that a reader could have left open.</summary>
internal static class ExperimentWriter
{
    public static JsonObject Write(Experiment experiment)
    {
        JsonObject root = new()
        {
            [ExperimentReader.Name] = experiment.Name,
            [ExperimentReader.Seed] = experiment.Seed,
            [ExperimentReader.World] = experiment.World.ToJson(),
            [ExperimentReader.Genes] = experiment.Genes.ToJson(),
            [ExperimentReader.Observe] = new JsonObject
            {
                [ExperimentReader.BurnIn] = experiment.Observation.BurnIn,
                [ExperimentReader.Frames] = experiment.Observation.Frames,
                [ExperimentReader.Every] = experiment.Observation.Every,
                [ExperimentReader.Damage] = experiment.Observation.Damage,
            },
            [ExperimentReader.Seeds] = experiment.Worlds / experiment.Weathers,
            [ExperimentReader.Weather] = experiment.Weathers,
            [ExperimentReader.Common] = experiment.HasCommonSeeds,
            [ExperimentReader.Budget] = new JsonObject { [ExperimentReader.Trials] = experiment.Trials },
            [ExperimentReader.Window] = experiment.Window,
            [ExperimentReader.Repeats] = experiment.Repeats,
        };
        if (experiment.Search is { } search)
        {
            root[ExperimentReader.Search] = SearchReader.Write(search);
        }
        else
        {
            root[ExperimentReader.Design] = experiment.Design;
        }

        if (experiment.MostSeconds is float seconds)
        {
            root[ExperimentReader.MaxSeconds] = seconds;
        }

        if (experiment.CheckpointEvery is long steps)
        {
            root[ExperimentReader.CheckpointEvery] = steps;
        }

        if (experiment.Baselines is { IsEmpty: false } baselines)
        {
            root[ExperimentReader.Baseline] =
                baselines.Length == 1 ? JsonValue.Create(baselines[0]) : new JsonArray([.. baselines.Select(name => JsonValue.Create(name))]);
        }

        return root;
    }
}
