using System.Collections.Immutable;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Designs;

/// <summary>The ways of laying trials out beforehand.</summary>
public static class DesignCatalogue
{
    /// <summary>Every combination of levels.</summary>
    public const string Grid = "grid";

    /// <summary>Points that tell what each gene does.</summary>
    public const string Saltelli = "saltelli";

    private const string Halton = "halton";
    private const string Random = "random";

    private const int UsualTrials = 100;

    /// <summary>What they are called.</summary>
    public static IReadOnlyList<string> Names { get; } = [Grid, Halton, Random, Saltelli];

    /// <summary>How many trials a design has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="coordinates">The genes.</param>
    /// <param name="asked">How many somebody asks for; null where nobody does.</param>
    /// <exception cref="UserException">A grid lacks levels, or a design has other trials than are asked for.</exception>
    public static int CountOf(string name, ImmutableArray<GeneCoordinate> coordinates, int? asked)
    {
        if (name == Saltelli)
        {
            return CountOfGroups(SaltelliDesign.GroupOf(coordinates.Length), coordinates.Length, asked);
        }

        if (name != Grid)
        {
            return asked ?? UsualTrials;
        }

        int count = GridOf(coordinates).Count;
        return asked is int other && other != count
            ? throw new UserException($"a grid of these levels has {count} trials; {other} are asked for")
            : count;
    }

    /// <summary>Lays trials out.</summary>
    /// <param name="name">How.</param>
    /// <param name="coordinates">The genes.</param>
    /// <param name="count">How many, as <see cref="CountOf"/> says.</param>
    /// <param name="seed">What random numbers follow from.</param>
    public static Design Begin(string name, ImmutableArray<GeneCoordinate> coordinates, int count, ulong seed)
    {
        SearchSpace space = new(coordinates);
        return name switch
        {
            Grid => GridOf(coordinates),
            Halton => new HaltonDesign(space, count, seed),
            Random => new RandomDesign(space, count, seed),
            Saltelli => new SaltelliDesign(space, count, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such design"),
        };
    }

    private static int CountOfGroups(int group, int genes, int? asked)
    {
        int next = ((asked ?? UsualTrials) + group - 1) / group * group;
        return asked is null || asked == next
            ? next
            : throw new UserException($"a {Saltelli} design of {genes} genes has trials in groups of {group}; after {asked} the next number is {next}");
    }

    private static GridDesign GridOf(ImmutableArray<GeneCoordinate> coordinates) =>
        coordinates.FirstOrDefault(coordinate => coordinate.LevelPlaces.IsEmpty) is GeneCoordinate open
            ? throw new UserException($"a grid needs to know how many values {open.Name} takes: give it 'levels', or list its values")
            : new GridDesign([.. coordinates.Select(coordinate => coordinate.LevelPlaces)]);
}
