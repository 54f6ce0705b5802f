using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>The searches of an experiment, before their first trial.</summary>
public static class ArmSearch
{
    /// <summary>Begins one; a design is a search that learns nothing, so that all of its trials may be under way at once.</summary>
    public static WindowedSearch Begin(Experiment experiment, Arm arm) => experiment.Search is SearchSettings settings
        ? settings.Begin(SpaceOf(experiment.Genes), SeedOf(arm), experiment.Window, arm.IsBaseline ? arm.Method : null)
        : new WindowedSearch(
            new NoArchive(), new DesignProposer(DesignCatalogue.Begin(arm.Method, experiment.Genes.Coordinates, experiment.Trials, arm.Seed)), experiment.Trials);

    /// <summary>Whether a search looks at what only a world's twins show.</summary>
    internal static bool NeedsTwins(SearchSettings settings) =>
        settings.FeatureNames.Append(settings.Quality.TrimStart('+', '-')).Intersect(Twins.Names).Any();

    /// <summary>Throws a <see cref="UserException"/> where an experiment's worlds cannot show what a search looks at.</summary>
    internal static void Check(SearchSettings settings, GeneSpace genes, ObservationPlan observation, int worlds, int window)
    {
        if (settings.Population is PopulationSettings population)
        {
            PopulationReader.Check(genes);
            if (worlds != 1 || window != population.Slots)
            {
                throw new UserException("a population has a world in each slot, so 'seeds' is 1 and 'window' is the number of slots");
            }
        }

        settings.Begin(SpaceOf(genes), seed: 0, window: 1);
        _ = new Scorer(settings, DescriptorCatalogue.Find, worlds);
        if (NeedsTwins(settings) && !observation.Damage)
        {
            throw new UserException("the search looks at what only a world's twins show; do not switch damage off");
        }
    }

    // A baseline that drew the same first trials would be a part of what it is compared with.
    private static ulong SeedOf(Arm arm) => arm.IsBaseline ? ~arm.Seed : arm.Seed;

    private static SearchSpace SpaceOf(GeneSpace genes) => new(genes.Coordinates);
}
