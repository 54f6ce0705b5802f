using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Experiments.PetriDish;

/// <summary>Worlds that differ by their seeds alone.</summary>
internal sealed record DishArm(string Name, WorldParameters Parameters)
{
    private const int Side = 48;
    private const int SpeciesCount = 3;

    /// <summary>
    /// The settings that Petri Dish NCA begins with, in four worlds that are larger than its own and live on, whoever dies out in them.
    /// </summary>
    public static DishArm Dish { get; } = new("Petri Dish", OfDish(PetriDishParameters.Default));

    /// <summary>The same under the rules that PBT-NCA evolves.</summary>
    public static DishArm Duel { get; } = new("Duel", OfDish(PetriDishParameters.DefaultDuel));

    /// <summary>Worlds that go back to what they were when a species dies out, as in the programs.</summary>
    public static DishArm GoingBack { get; } = new("Going back", ((PetriDishParameters)Dish.Parameters) with { KeepLiving = true });

    /// <summary>The same worlds without learning.</summary>
    public static DishArm Frozen { get; } = new("Frozen", Dish.Parameters with { LearnInterval = 0 });

    /// <summary>Epochs of eight steps, of which so many last ones are learned through.</summary>
    public static IReadOnlyList<DishArm> Unrolled { get; } = [Unroll(1), Unroll(2), Unroll(4), Unroll(8)];

    /// <summary>The longest of these without memory.</summary>
    public static DishArm Forgetful { get; } = new("k = 8, M = 0", Unrolled[^1].Parameters with { HiddenChannels = 0 });

    /// <summary>The ecosystem's rules, with the networks of the preset <c>small</c>.</summary>
    public static DishArm Ecosystem { get; } = new("Ecosystem", EcosystemParameters.Default with
    {
        Species = SpeciesCount,
        GridWidth = Side,
        GridHeight = Side,
        StateChannels = 12,
        NetworkWidth = 16,
        NetworkDepth = 2,

        // Without it the sun swallows every second of such small worlds, whoever learns.
        SunPenalty = 1,
    });

    public static IReadOnlyList<DishArm> All { get; } = [Dish, Duel, GoingBack, Frozen, .. Unrolled, Forgetful, Ecosystem];

    private static PetriDishParameters OfDish(PetriDishParameters rules) => rules with
    {
        Species = SpeciesCount,
        GridWidth = Side,
        GridHeight = Side,
        StateChannels = 4,
        HiddenChannels = 4,
        NetworkWidth = 32,
        NetworkDepth = 0,
        AliveVisible = true,
        LearnInterval = 2,
        UnrollSteps = 2,
        LearningRate = 1e-4f,
        Optimizer = OptimizerKind.RMSProp,
        SunInterval = 2,
        SeedsPerSpecies = 4,
        BatchWorlds = 4,
        PoolWorlds = 4,
        KeepLiving = false,
    };

    private static DishArm Unroll(int steps) =>
        new($"k = {steps}", OfDish(PetriDishParameters.Default) with { LearnInterval = 8, UnrollSteps = steps });
}
