using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>How a world in which a species of gates has learned goes on.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Lesson">How the gates, the first brain, have learned.</param>
/// <param name="Change">What becomes of the rules, where that species has a number.</param>
internal sealed record Ending(string Name, BrainArm Lesson, Func<EcosystemParameters, int, EcosystemParameters> Change);

/// <summary>What is lost where gates that have learned as mixtures become their likeliest kinds.</summary>
internal static class Hardening
{
    private const long StepsAfter = 100;
    private const int StepsPerSample = 10;

    private static readonly BrainArm soft = Learn(GateMode.Soft);
    private static readonly BrainArm straightThrough = Learn(GateMode.StraightThrough);

    /// <summary>The species of gates learns as mixtures, or decides all along.</summary>
    public static IReadOnlyList<BrainArm> Lessons { get; } = [soft, straightThrough];

    /// <summary>Gates that stay mixtures while all learn.</summary>
    public static Ending SoftLearning { get; } = new("learned soft, all learn on", soft, (rules, _) => rules);

    /// <summary>Gates that stay mixtures while nobody learns.</summary>
    public static Ending SoftFrozen { get; } = new("learned soft, frozen", soft, (rules, _) => Freeze(rules));

    /// <summary>Gates that become their likeliest kinds while nobody learns.</summary>
    public static Ending Hard { get; } = new(
        "learned soft, frozen and run hard",
        soft,
        (rules, gates) => Freeze(rules) with { GateMode = rules.GateMode.With(gates, GateMode.StraightThrough) });

    /// <summary>Gates that have decided all along, while all learn.</summary>
    public static Ending StraightThroughLearning { get; } =
        new("learned straight through, all learn on", straightThrough, (rules, _) => rules);

    /// <summary>Gates that have decided all along, while nobody learns.</summary>
    public static Ending StraightThroughFrozen { get; } =
        new("learned straight through, frozen", straightThrough, (rules, _) => Freeze(rules));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Ending> Endings { get; } =
        [SoftLearning, SoftFrozen, Hard, StraightThroughLearning, StraightThroughFrozen];

    /// <summary>Runs a world, and copies of it that go on in each way.</summary>
    /// <param name="device">Where they live.</param>
    /// <param name="lesson">How the gates learn.</param>
    /// <param name="seed">What random numbers follow from.</param>
    /// <param name="seating">Who is which species.</param>
    /// <param name="steps">Steps before the world is copied.</param>
    public static IReadOnlyList<BrainSample> Run(ComputeDevice device, BrainArm lesson, int seed, int seating, long steps)
    {
        EcosystemParameters rules = lesson.Parameters(seed, seating);
        using World world = new(device, rules);
        for (long step = 0; step < steps; step++)
        {
            world.Step();
        }

        List<BrainSample> samples = [];
        foreach (Ending ending in Endings.Where(ending => ending.Lesson == lesson))
        {
            using World copy = world.Copy();
            copy.Change(ending.Change(rules, lesson.SpeciesOf(0, seating)));
            samples.AddRange(BrainExperiment.Watch(
                copy, StepsAfter, StepsPerSample, metrics => lesson.See(metrics, seed, seating) with { Arm = ending.Name }));
        }

        return samples;
    }

    private static EcosystemParameters Freeze(EcosystemParameters rules) => rules with { LearnInterval = 0 };

    private static BrainArm Learn(GateMode mode) => new(
        $"{mode}",
        ObjectiveKind.OwnGrowth,
        [Brain.WideGates.With("gates", (nameof(GateMode), $"{mode}")), Brain.WideConvolutions, Brain.DeepConvolutions]);
}
