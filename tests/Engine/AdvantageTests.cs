using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What one's attack has over another's is what the double-precision reference says, and a fault is noticed.</summary>
public class AdvantageTests
{
    private const double Tolerance = 2e-5;

    private static readonly EcosystemParameters small = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 13,
        GridHeight = 9,
        StateChannels = 6,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        SunPenalty = 1.5f,
        LearnInterval = 0,
    };

    private static readonly Dictionary<string, EcosystemParameters> recipes = new()
    {
        ["default"] = small,
        ["dot"] = small with { Similarity = SimilarityKind.Dot, SunMode = SunMode.Spatial, ConcentrationBaseline = 0.2f },
        ["mean field"] = small with { CompetitionMode = CompetitionMode.MeanField, SunMode = SunMode.Seasonal },
        ["present"] = small with { Opposition = OppositionKind.Present, Similarity = SimilarityKind.Dot },
        ["plain"] = small with { Concentration = false, Coupling = Coupling.Shared },
    };

    private static readonly Dictionary<string, Func<RandomWorld, double?[][]>> faults = new()
    {
        ["the absent count"] = world => Of(world, start: world.Start with { Grid = Everywhere(world) }),
        ["walls are open"] = world => Of(world, start: world.Start with { Wall = new double[world.Start.Cells] }),
        ["strength is not spread"] = world => Of(world, world.Reference with { Concentration = false }),
        ["vectors have length 1"] = world => Of(world, world.Reference with { Similarity = ReferenceSimilarity.Cosine }),
        ["the other way round"] = world => Transposed(Of(world)),
    };

    /// <summary>Every recipe on every device.</summary>
    public static TheoryData<string, string> Worlds => Devices.With(recipes.Keys);

    /// <summary>The faults by name.</summary>
    public static TheoryData<string> Faults => [.. faults.Keys];

    /// <summary>All pairs, with walls, of a world in one band.</summary>
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Advantages_are_the_references(string device, string recipe)
    {
        RandomWorld model = new(recipes[recipe], seed: 7, walls: true);
        Assert.InRange(Worst(Of(model), Measure(device, model)), 0, Tolerance);
    }

    /// <summary>With a fault they are others, by more than the tolerance could ever be widened to.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_measure_is_noticed(string fault)
    {
        RandomWorld model = new(recipes["dot"], seed: 7, walls: true);
        Assert.False(Worst(faults[fault](model), Measure("cpu", model)) < 50 * Tolerance);
    }

    /// <summary>Bands change nothing, nor does it matter which way round a pair is asked about.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Bands_change_nothing(string device)
    {
        using World whole = new(Devices.Open(device), small);
        using World cut = new(Devices.Open(device), small, rowsPerBand: 3);
        whole.Step();
        cut.Step();
        float?[][] advantages = whole.ObserveEncounters().Advantages!;
        Assert.Equal(advantages, cut.ObserveEncounters().Advantages);
        Assert.Equal(advantages, Transposed(advantages).Select(row => row.Select(value => -value)));
        Assert.Contains(advantages, row => row.Any(value => Math.Abs(value ?? 0) > 0.01));
    }

    /// <summary>Two that are nowhere together have none over each other.</summary>
    [Fact]
    public void Who_never_meets_has_no_advantage()
    {
        using World world = new(Devices.Open("cpu"), small with { Species = 2, SeedsPerSpecies = 1, Seed = 3 });
        float?[][] advantages = world.ObserveEncounters().Advantages!;
        Assert.Null(advantages[1][2]);
        Assert.NotNull(advantages[1][0]);
    }

    private static float?[][] Measure(string device, RandomWorld model)
    {
        using World world = model.Load(Devices.Open(device));
        return world.ObserveEncounters().Advantages!;
    }

    private static double?[][] Of(RandomWorld world, ReferenceParameters? p = null, ReferenceWorld? start = null) =>
        ReferenceEncounters.Advantages(p ?? world.Reference, world.Weights, world.Sun, start ?? world.Start);

    // Infinite where one is there and the other is not.
    private static double Worst(double?[][] expected, float?[][] actual) =>
        expected.Zip(actual, (row, measured) => row.Zip(measured, Distance).Max()).Max();

    private static double Distance(double? expected, float? actual) => (expected, actual) switch
    {
        (null, null) => 0,
        ({ } one, { } other) when double.IsFinite(one) && float.IsFinite(other) => Math.Abs(one - other),
        _ => double.PositiveInfinity,
    };

    private static T[][] Transposed<T>(T[][] matrix) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => (T[])[.. matrix.Select(row => row[i])])];

    // Everybody is present everywhere, and the state as it is.
    private static double[] Everywhere(RandomWorld world) =>
        [.. Enumerable.Repeat(0.5, world.Reference.Entities * world.Start.Cells), .. world.Start.State(world.Reference)];
}
