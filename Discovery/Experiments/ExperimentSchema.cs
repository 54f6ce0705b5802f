using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The JSON schema of experiments, which lies beside that of configurations.</summary>
public static class ExperimentSchema
{
    /// <summary>The schema as text, the same on every machine.</summary>
    public static string Generate() => SchemaParts.Text(
        "A GpuEcosystem experiment",
        SchemaParts.Object(
            new JsonObject
            {
                [RunConfigurationReader.Schema] = SchemaParts.Of("string", null),
                [ExperimentReader.Name] = SchemaParts.Of("string", "What it is called."),
                [ExperimentReader.Seed] = SchemaParts.WholeNumber("The seed of its own random numbers, the worlds' seeds included.", 0),
                [ExperimentReader.World] = SchemaParts.Of(
                    "object", "The world that all trials vary: a preset, and a configuration (config.schema.json) in place of what the preset says."),
                [ExperimentReader.Genes] = SchemaParts.Map("What worlds differ in, by the parameters' names; Name[2] for species 2, Name[each] for each.", SchemaParts.Of("object", null)),
                [ExperimentReader.Observe] = SchemaParts.Object(new JsonObject
                {
                    [ExperimentReader.BurnIn] = SchemaParts.WholeNumber("Steps before the first look.", 0),
                    [ExperimentReader.Frames] = SchemaParts.WholeNumber("How often a world is looked at.", 2, ExperimentReader.MostFrames),
                    [ExperimentReader.Every] = SchemaParts.WholeNumber("Steps from one look to the next.", 1),
                    [ExperimentReader.Damage] = SchemaParts.Of("boolean", "Whether twins of each world show how far a small difference spreads."),
                }),
                [ExperimentReader.Seeds] = SchemaParts.WholeNumber("Worlds of each trial, each of another seed.", 1, ExperimentReader.MostWorlds),
                [ExperimentReader.Weather] = SchemaParts.WholeNumber(
                    "Worlds of each seed, with random numbers of their own from the first look on.", 1, ExperimentReader.MostWorlds),
                [ExperimentReader.Common] = SchemaParts.Of("boolean", "Whether all trials have worlds of the same seeds."),
                [ExperimentReader.Search] = Search(),
                [ExperimentReader.Design] = SchemaParts.Choice("How trials are laid out, where no search finds them.", DesignCatalogue.Names),
                [ExperimentReader.Budget] = SchemaParts.Object(
                    new JsonObject { [ExperimentReader.Trials] = SchemaParts.WholeNumber("How many trials there are.", 1, ExperimentReader.MostTrials) },
                    ExperimentReader.Trials),
                [ExperimentReader.Window] = SchemaParts.WholeNumber("Trials that may be under way at once.", 1, ExperimentReader.MostTrials),
                [ExperimentReader.MaxSeconds] = SchemaParts.Number("Seconds after which a run is given up.", 1e-3f, ExperimentReader.LongestRun),
                [ExperimentReader.Baseline] = Baselines(),
                [ExperimentReader.Repeats] = SchemaParts.WholeNumber(
                    "How often search and baseline are made, each time with the next seed.", 1, ExperimentReader.MostRepeats),
                [ExperimentReader.CheckpointEvery] = SchemaParts.WholeNumber(
                    "Steps after which a run's world is kept, so that whoever takes the run over need not begin anew.", 1),
            },
            ExperimentReader.Genes));

    private static JsonObject Search()
    {
        string[] descriptors = [.. DescriptorCatalogue.All.Select(descriptor => descriptor.Name)];
        JsonObject axes = new();
        foreach (string name in descriptors)
        {
            axes[name] = SchemaParts.WholeNumber("Into how many bins it is cut.", 1, SearchReader.MostBins);
        }

        return SchemaParts.Object(new JsonObject
        {
            [SearchReader.Method] = SchemaParts.Choice("How it searches.", [.. SearchMethod.All.Select(method => method.Name)]),
            [SearchReader.Axes] = SchemaParts.Object(axes),
            [SearchReader.Features] = SchemaParts.List(
                "The descriptors in which worlds are to differ, where there are no axes.", SchemaParts.Choice("A descriptor.", descriptors)),
            [SearchReader.Quality] = SchemaParts.Of("string", "Which of two alike worlds is better: reproducible, or a descriptor, with - before it where less is better."),
            [SearchReader.Population] = Population(),
            [SearchReader.Size] = SchemaParts.WholeNumber("Elites that are kept where there are no cells.", 1, SearchReader.MostBins),
            [SearchReader.Cells] = SchemaParts.WholeNumber("Cells of like size, where no axes make them.", 1, SearchReader.MostBins),
        });
    }

    private static JsonObject Population()
    {
        JsonObject population = SchemaParts.Object(new JsonObject
        {
            [PopulationReader.Slots] = SchemaParts.WholeNumber("Worlds that live side by side.", 2, PopulationReader.MostSlots),
            [PopulationReader.Every] = SchemaParts.WholeNumber("Trials of each from one selection to the next.", 1, PopulationReader.MostSlots),
            [PopulationReader.Fraction] = SchemaParts.Number("Share of the worlds that become copies of others.", 0, PopulationReader.LargestFraction),
            [PopulationReader.Score] = SchemaParts.List(
                "What is added up to a world's score.", SchemaParts.Choice("A part of it.", PopulationSettings.Scores)),
            [PopulationReader.Heredity] = SchemaParts.Choice("What a copy takes over besides cells.", PopulationReader.Heredities),
            [PopulationReader.Sigma] = SchemaParts.Number("Standard deviation of the noise on a copy's weights.", 0, PopulationReader.MostSigma),
        });
        population["description"] = "Worlds that live on from trial to trial, with the method population.";
        return population;
    }

    private static JsonObject Baselines()
    {
        JsonObject one = SchemaParts.Choice("A search that is made beside it for comparison.", SearchMethod.Baselines);
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(one, SchemaParts.List("Several of them.", one.DeepClone().AsObject())),
        };
    }
}
