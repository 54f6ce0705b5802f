using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>What was observed over a run.</summary>
/// <param name="SpeciesCount">Number of species.</param>
/// <param name="Steps">Steps done at each observation, <c>[observation]</c>.</param>
/// <param name="Losses">Loss of the last learning pass, <c>[observation]</c>; 0 before the first.</param>
/// <param name="Entropy">Normalised entropy of the species' shares, <c>[observation]</c>.</param>
/// <param name="Populations">Mean aliveness of each entity, sun first, <c>[observation][entity]</c>.</param>
public sealed record PetriTimeseries(int SpeciesCount, uint[] Steps, float[] Losses, float[] Entropy, float[] Populations)
{
    /// <summary>Nothing observed of some species.</summary>
    public static PetriTimeseries Empty(int speciesCount) => new(speciesCount, [], [], [], []);

    /// <summary>Observations of this program as the browser keeps its own.</summary>
    /// <param name="observations">What was observed, oldest first.</param>
    /// <param name="speciesCount">Number of species in all of them.</param>
    /// <param name="cells">Cells of the grid.</param>
    /// <exception cref="UserException">A step's number has more than 32 bits, or species came or went.</exception>
    public static PetriTimeseries From(IReadOnlyList<Metrics> observations, int speciesCount, long cells)
    {
        if (observations.Any(metrics => metrics.Step > uint.MaxValue))
        {
            throw new UserException($"a .petri file counts observations' steps up to {uint.MaxValue}");
        }

        if (observations.Any(metrics => metrics.Populations.Length != speciesCount + 1))
        {
            throw new UserException($"all observations in a .petri file must be of {speciesCount} species");
        }

        return new PetriTimeseries(
            speciesCount,
            [.. observations.Select(metrics => (uint)metrics.Step)],
            [.. observations.Select(metrics => metrics.Loss ?? 0f)],
            [.. observations.Select(metrics => metrics.NormalizedEntropy)],
            [.. observations.SelectMany(metrics => metrics.Populations.Select(population => population / cells))]);
    }
}
