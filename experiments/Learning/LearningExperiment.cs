using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Experiments.Learning;

/// <summary>What a world's species do about learning.</summary>
internal enum Arm
{
    /// <summary>Nobody learns.</summary>
    Frozen,

    /// <summary>All learn by plain gradient descent.</summary>
    Learning,

    /// <summary>Each of the four species has an optimiser of its own.</summary>
    Optimizers,
}

/// <summary>A world at a step. Species are named by their optimiser where each has its own, else by number.</summary>
internal sealed record Sample(
    Arm Arm, int Seed, long Step, string[] Names, long[] Territory, long Cells, double Entropy, double Activity, int Respawns);

/// <summary>The same worlds frozen, learning, and with optimisers against each other.</summary>
internal static class LearningExperiment
{
    private const int StepsPerSample = 50;

    private static readonly OptimizerKind[] optimizers =
        [OptimizerKind.SGD, OptimizerKind.Momentum, OptimizerKind.RMSProp, OptimizerKind.Adam];

    /// <summary>Runs every arm with every seed, and writes what was seen into a folder.</summary>
    public static void Repeat(ComputeDevice device, string folder, long steps, int seeds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<Sample> samples = [];
        foreach (Arm arm in Enum.GetValues<Arm>())
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                samples.AddRange(Run(device, arm, seed, steps));
                Console.Error.WriteLine($"{arm}, seed {seed}: {watch.Elapsed.TotalSeconds:N0} s");
            }
        }

        LearningReport.WriteCsv(Path.Combine(folder, "samples.csv"), samples);
        LearningReport.WritePlots(folder, samples);
        LearningReport.PrintSummary(samples, steps);
    }

    private static IEnumerable<Sample> Run(ComputeDevice device, Arm arm, int seed, long steps)
    {
        (EcosystemParameters parameters, string[] names) = Setup(arm, seed);
        using World world = new(device, parameters);
        while (true)
        {
            Metrics metrics = world.Observe();
            yield return new Sample(
                arm, seed, metrics.Step, names, metrics.Territory, metrics.Territory.Sum(), metrics.NormalizedEntropy,
                metrics.Activity, metrics.Respawns.Sum());
            if (metrics.Step >= steps)
            {
                yield break;
            }

            long next = metrics.Step + StepsPerSample;
            while (world.StepNumber < next)
            {
                world.Step();
            }
        }
    }

    private static (EcosystemParameters Parameters, string[] Names) Setup(Arm arm, int seed)
    {
        EcosystemParameters parameters = EcosystemParameters.Default with
        {
            Species = optimizers.Length,
            GridWidth = 64,
            GridHeight = 64,
            StateChannels = 12,
            NetworkWidth = 16,
            NetworkDepth = 2,

            // Without it the sun swallows every second of such small worlds, whoever learns.
            SunPenalty = 1,
            Seed = (ulong)seed,
            LearnInterval = arm == Arm.Frozen ? 0 : 1,
        };
        string[] names = [.. Enumerable.Range(1, optimizers.Length).Select(species => $"species {species}")];
        if (arm == Arm.Optimizers)
        {
            // Species differ in their seeds and numbers, so each seed deals the optimisers differently.
            PerSpecies<OptimizerKind> dealt = parameters.Optimizer;
            for (int species = 1; species <= optimizers.Length; species++)
            {
                OptimizerKind kind = optimizers[(species + seed) % optimizers.Length];
                dealt = dealt.With(species, kind);
                names[species - 1] = kind.ToString();
            }

            parameters = parameters with { Optimizer = dealt };
        }

        return (parameters, names);
    }
}
