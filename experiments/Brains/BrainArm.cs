using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>Worlds with the same brains, which differ by their seeds and by who is which species.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Objective">What its species learn for.</param>
/// <param name="Brains">Who takes part.</param>
/// <param name="Differences">Differences of shares of the grid that are of interest.</param>
internal sealed record BrainArm(
    string Name, ObjectiveKind Objective, IReadOnlyList<Brain> Brains, params Difference[] Differences)
{
    private const int Side = 48;

    // The first two of four are convolutions, the first of each two is wide.
    private static readonly Difference[] fourDifferences =
    [
        new("gates - convolutions", [-1, -1, 1, 1]),
        new("wide - deep, convolutions", [1, -1, 0, 0]),
        new("wide - deep, gates", [0, 0, 1, -1]),
    ];

    private static readonly Brain[] byOperations =
        [Brain.WideConvolutions, Brain.DeepConvolutions, Brain.WideManyGates, Brain.DeepManyGates];

    private static readonly Brain[] byWeights = [Brain.WideConvolutions, Brain.DeepConvolutions, Brain.WideGates, Brain.DeepGates];

    // Gates learn by Adam anyway.
    private static readonly Brain[] convolutionsByAdam =
    [
        .. byWeights[..2].Select(brain => brain.With(brain.Name, (nameof(EcosystemParameters.Optimizer), nameof(OptimizerKind.Adam)))),
    ];

    private static readonly Brain[] twins =
    [
        Brain.WideConvolutions.With("convolutions, learning"),
        Brain.WideConvolutions.With("convolutions, frozen", ("Learns", "false")),
        Brain.WideGates.With("gates, learning"),
        Brain.WideGates.With("gates, frozen", ("Learns", "false")),
    ];

    private static readonly Difference[] twinDifferences =
    [
        new("learning - frozen, convolutions", [1, -1, 0, 0]),
        new("learning - frozen, gates", [0, 0, 1, -1]),
    ];

    /// <summary>Each for itself, with as many operations for a cell.</summary>
    public static BrainArm OwnGrowthByOperations { get; } =
        new("equal operations, own growth", ObjectiveKind.OwnGrowth, byOperations, fourDifferences);

    /// <summary>The same, and convolutions learn by the optimiser of gates.</summary>
    public static BrainArm OwnGrowthByAdam { get; } =
        new("equal operations, own growth, Adam", ObjectiveKind.OwnGrowth, [.. convolutionsByAdam, .. byOperations[2..]], fourDifferences);

    /// <summary>Each for itself, and every second learns nothing.</summary>
    public static BrainArm OwnGrowthOfTwins { get; } = new("twins, own growth", ObjectiveKind.OwnGrowth, twins, twinDifferences);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BrainArm> All { get; } =
    [
        OwnGrowthByOperations,
        new("equal weights, own growth", ObjectiveKind.OwnGrowth, byWeights, fourDifferences),
        OwnGrowthByAdam,
        new("equal weights, own growth, Adam", ObjectiveKind.OwnGrowth, [.. convolutionsByAdam, .. byWeights[2..]], fourDifferences),
        new("equal operations, soft minimum", ObjectiveKind.SoftMin, byOperations, fourDifferences),
        new("equal weights, soft minimum", ObjectiveKind.SoftMin, byWeights, fourDifferences),
        new("convolutions alone, soft minimum", ObjectiveKind.SoftMin, [.. byWeights[..2], .. byWeights[..2]]),
        new("gates alone, soft minimum", ObjectiveKind.SoftMin, [.. byWeights[2..], .. byWeights[2..]]),
        OwnGrowthOfTwins,
        new("twins, soft minimum", ObjectiveKind.SoftMin, twins, twinDifferences),
    ];

    /// <summary>Ways to deal the species so that each brain has each once. Where there are two of each, half of them are the others again.</summary>
    public int Seatings => Brains.Distinct().Count();

    /// <summary>Which species a brain has, 1 = the first.</summary>
    /// <param name="brain">Its place in <see cref="Brains"/>.</param>
    /// <param name="seating">From 0.</param>
    public int SpeciesOf(int brain, int seating) => (brain + seating) % Brains.Count + 1;

    /// <summary>What a world of these brains is like.</summary>
    public BrainSample See(Metrics metrics, int seed, int seating) => new(
        Name,
        seed,
        seating,
        metrics.Step,
        metrics.Territory[0],
        [.. Enumerable.Range(0, Brains.Count).Select(brain => metrics.Territory[SpeciesOf(brain, seating)])],
        metrics.NormalizedEntropy);

    /// <summary>The rules of a world.</summary>
    public EcosystemParameters Parameters(int seed, int seating) => Brains.Index().Aggregate(
        EcosystemParameters.Default with
        {
            Species = Brains.Count,
            GridWidth = Side,
            GridHeight = Side,
            StateChannels = 8,

            // Without it the sun swallows every second of such small worlds, whoever learns.
            SunPenalty = 1,
            Objective = Objective,
            Seed = (ulong)seed,
        },
        (rules, brain) => brain.Item.Give(rules, SpeciesOf(brain.Index, seating)));
}
