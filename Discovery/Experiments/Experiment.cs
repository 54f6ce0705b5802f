using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>Many worlds to be tried, as data: every trial follows from it alone, whoever runs how many of them.</summary>
public sealed record Experiment
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The seed of its own random numbers, the worlds' seeds included.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The world that all trials vary.</summary>
    public required RunConfiguration World { get; init; }

    /// <summary>What they vary.</summary>
    public required GeneSpace Genes { get; init; }

    /// <summary>When a world is looked at.</summary>
    public required ObservationPlan Observation { get; init; }

    /// <summary>Worlds of a trial: of each seed one for every weather, one seed's after another's.</summary>
    public required int Worlds { get; init; }

    /// <summary>
    /// Worlds of each seed, which are the same up to the first look and have random numbers of their own from then on; 1 where seeds are all
    /// that differs.
    /// </summary>
    public required int Weathers { get; init; }

    /// <summary>Whether all trials have worlds of the same seeds, so that they differ by their genes alone.</summary>
    public required bool HasCommonSeeds { get; init; }

    /// <summary>How trials are found, one from others; null where a design lays them out beforehand.</summary>
    public SearchSettings? Search { get; init; }

    /// <summary>How trials are laid out; null where a search finds them.</summary>
    public string? Design { get; init; }

    /// <summary>How many trials there are.</summary>
    public required int Trials { get; init; }

    /// <summary>Trial n of a search follows from trials 0 … n − window: so many may be under way at once.</summary>
    public required int Window { get; init; }

    /// <summary>Seconds after which a run is given up; null where it may take its time. What is given up depends on the machine.</summary>
    public float? MostSeconds { get; init; }

    /// <summary>What is made beside it for comparison, some of <see cref="SearchMethod.Baselines"/>.</summary>
    public ImmutableArray<string> Baselines { get; init; } = [];

    /// <summary>Steps after which a run's world is kept, so that whoever takes the run over need not begin anew; null for never.</summary>
    public long? CheckpointEvery { get; init; }

    /// <summary>Whether worlds live on from trial to trial.</summary>
    public bool HasPopulation => Search?.Population is not null;

    /// <summary>The worlds' seeds in one of its searches.</summary>
    public WorldSeeds SeedsOf(Arm arm) => new(arm.Seed, HasCommonSeeds, Search?.Population?.Slots ?? 1);

    /// <summary>How often search and baseline are made, each time with the next seed.</summary>
    public required int Repeats { get; init; }

    /// <summary>Everything that is made: the search itself first, then what it is compared with.</summary>
    public IReadOnlyList<Arm> Arms
    {
        get
        {
            string own = Search?.Method ?? Design!;
            string[] methods = [own, .. Baselines];
            return
            [
                .. from repeat in Enumerable.Range(0, Repeats)
                   from method in methods
                   let name = repeat == 0 ? method : $"{method}-{repeat + 1}"
                   select new Arm(name, repeat == 0 && method == own, method != own, method, Seed + (ulong)repeat),
            ];
        }
    }

    /// <summary>What <see cref="Read"/> takes back to the same experiment, with everything said that was left open.</summary>
    public JsonObject ToJson() => ExperimentWriter.Write(this);

    /// <summary>Reads an experiment from a JSON text; errors name <paramref name="source"/>.</summary>
    /// <exception cref="Engine.UserException">It is none, or none that is possible.</exception>
    public static Experiment Read(string json, string source) => ExperimentReader.Read(json, source);
}
