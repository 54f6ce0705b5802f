using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>All descriptors. They say the same of a world whose species have other numbers.</summary>
public static class DescriptorCatalogue
{
    /// <summary>All of them, in the order in which a person meets them.</summary>
    public static IReadOnlyList<Descriptor> All { get; } =
    [
        new("sun", 0, 1, "", "Mean aliveness of the sun.") { OfSightings = Populations.Sun },
        new("evenness", 0, 1, "", "How evenly life is shared by the species: 0 if one has all, 1 if all have as much.")
        {
            OfSightings = Populations.Evenness,
        },
        new("turnover", 0, 0.5, "per interval", "Aliveness, a cell, that entities as wholes gain or lose from one look to the next.")
        {
            OfSightings = Populations.Turnover,
        },
        new("churn", 0, 1, "", "Share of the cells that have another winner at the next look.") { OfSightings = seen => seen.Motion.Churn },
        new("churn1", 0, 1, "", "Share of the cells that have another winner a step later.") { OfSightings = seen => seen.Motion.Churn1 },
        new("drift", 0, 1, "", "How cells change hands: 0 to and fro, 0.5 as borders diffuse, 1 as fronts move on.")
        {
            OfSightings = seen => seen.Motion.Drift,
        },
        new("borders", 0, 1, "", "Share of neighbouring cells with unequal winners.") { OfSightings = Patches.Borders },
        new("grain", 0, 0.5, "", "Size of patches, as a share of the grid's shorter side.") { OfSightings = Patches.Grain },
        new("slope", -4, 0, "", "Slope of the winners' spatial spectrum: 0 for noise, the lower the smoother.")
        {
            OfSightings = seen => seen.Spectrum.Slope,
        },
        new("scale", 0, 1, "", "Mean wave number of the winners' pattern over the largest: low for large patches, high for fine ones.")
        {
            OfSightings = seen => seen.Spectrum.Scale,
        },
        new("rhythm", 0, 1, "", "How regularly populations swing: 0 for noise, about 0.6 for one sine.")
        {
            OfSightings = seen => seen.Rhythm.Order,
        },
        new("period", 0, 250, "steps", "Period of the strongest swing of populations; 0 where nothing swings.")
        {
            OfSightings = seen => seen.Rhythm.Period,
        },
        new("complexity", 0, 1.2, "", "Bits of a cell after compression over those before: low for large patches, above 1 for noise.")
        {
            OfSightings = seen => seen.Compression.Complexity,
        },
        new("order", -0.5, 3, "bits", "Bits that compression saves of a cell because of where cells lie: 0 for noise.")
        {
            OfSightings = seen => seen.Compression.Order,
        },
        new("damage", -6, 0, "log10", "Share of the world that is another one in the end because one cell was: high where nothing is sure.")
        {
            OfTwins = spreading => spreading.Damage,
        },
        new("spread", -0.1, 0.2, "per step", "How fast the difference of one cell grows at first; below 0 it heals.")
        {
            OfTwins = spreading => spreading.Spread,
        },
    ];

    /// <summary>The descriptor of a name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static Descriptor Find(string name) => All.FirstOrDefault(descriptor => descriptor.Name == name)
        ?? throw new UserException($"there is no descriptor '{name}'{NearestName.Question(name, All.Select(descriptor => descriptor.Name))}");

    /// <summary>Everything that looking at worlds says of them, by name, to six significant digits; of several worlds the means.</summary>
    public static ImmutableSortedDictionary<string, double> Describe(IReadOnlyList<Sightings> worlds) =>
        Describe(descriptor => descriptor.OfSightings is Func<Sightings, double> formula ? worlds.Average(formula) : null);

    /// <summary>Everything that twins say of a world, likewise.</summary>
    internal static ImmutableSortedDictionary<string, double> Describe(DamageSpreading twins) =>
        Describe(descriptor => descriptor.OfTwins?.Invoke(twins));

    private static ImmutableSortedDictionary<string, double> Describe(Func<Descriptor, double?> value) => All
        .Select(descriptor => (descriptor.Name, Value: value(descriptor)))
        .Where(one => one.Value is not null)
        .ToImmutableSortedDictionary(one => one.Name, one => Rounding.Significant(one.Value!.Value), StringComparer.Ordinal);
}
