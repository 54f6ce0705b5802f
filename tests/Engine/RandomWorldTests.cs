using System.Collections.Concurrent;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Whatever the parameters, a step is the specification's: random worlds against double precision.</summary>
/// <remarks>
/// Drawn by numbered seeds and not by CsCheck: a world takes the reference a second, so all devices share it, and what fails could not
/// be made shorter in any bearable time.
/// </remarks>
public class RandomWorldTests
{
    private const int FirstSeed = 101;
    private const int Seeds = 25;
    private const int TinySeeds = 4;
    private const double OneStep = 2e-5;

    // Gates and survival are steep: a step may multiply a difference a few times.
    private const double LaterSteps = 1e-4;

    // The competition divides differences of the scores by its temperature.
    private const float Cold = 0.5f;

    private static readonly ConcurrentDictionary<int, Lazy<Trajectory>> trajectories = new();

    private sealed record Trajectory(RandomWorld World, IReadOnlyList<(float[] Uniforms, ReferenceOutcome Outcome)> Steps);

    /// <summary>Random worlds on fast devices, and tiny ones on every device.</summary>
    public static TheoryData<string, int> Worlds
    {
        get
        {
            TheoryData<string, int> worlds = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (int seed in Enumerable.Range(FirstSeed, device == "simulated" ? TinySeeds : TinySeeds + Seeds))
                {
                    worlds.Add(device, seed);
                }
            }

            return worlds;
        }
    }

    /// <summary>Proposals, grid and win rate after one step, in every third world after three.</summary>
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Steps_are_the_references(string device, int seed)
    {
        ComputeDevice opened = Devices.Open(device);
        Trajectory expected = trajectories.GetOrAdd(seed, number => new(() => Compute(number))).Value;
        ReferenceParameters p = expected.World.Reference;
        using World world = expected.World.Load(opened);
        double worst = 0;
        for (int step = 0; step < expected.Steps.Count; step++)
        {
            (float[] uniforms, ReferenceOutcome outcome) = expected.Steps[step];
            world.Given.Uniforms = uniforms;
            world.Step();
            Comparison comparison = new();
            double tolerance = (step == 0 ? OneStep : LaterSteps) * Math.Max(1, Cold / p.CompetitionTemperature);
            if (p.Opposition == ReferenceOpposition.All)
            {
                comparison.Add("proposals", world.ReadProposals(), RandomWorld.ToFloat(outcome.Updates(p)), tolerance);
            }

            comparison.Add("grid", world.ReadGrid(), RandomWorld.ToFloat(outcome.NextGrid), tolerance);
            if (outcome.NextWinRate is not null)
            {
                comparison.Add("win rate", world.ReadWinRate(), RandomWorld.ToFloat(outcome.NextWinRate), tolerance);
            }

            Assert.True(comparison.Passed, $"step {step}: {comparison.Message}; {expected.World.Parameters}");
            worst = Math.Max(worst, comparison.Worst);
            TestContext.Current.TestOutputHelper?.WriteLine($"worst error on {device}, step {step}: {comparison.Worst:G3}");
        }

        Assert.True(worst > 0, "a device that agrees to the last bit has not computed anything");
    }

    private static Trajectory Compute(int seed)
    {
        RandomWorld world = new(Draw(new Random(seed), tiny: seed < FirstSeed + TinySeeds), seed, walls: seed % 2 == 0);
        return new Trajectory(world, world.Run(seed % 3 == 1 ? 3 : 1));
    }

    private static EcosystemParameters Draw(Random random, bool tiny)
    {
        T One<T>(params T[] choices) => choices[random.Next(choices.Length)];
        bool Coin() => random.Next(2) == 0;

        return EcosystemParameters.Default with
        {
            Species = random.Next(1, tiny ? 4 : 7),
            GridWidth = random.Next(8, tiny ? 12 : 41),
            GridHeight = random.Next(8, tiny ? 12 : 41),
            StateChannels = 2 * random.Next(2, 7),
            HiddenChannels = random.Next(0, 4),
            NetworkWidth = tiny ? 8 : One(8, 16),
            NetworkDepth = random.Next(0, 4),
            KernelSize = One(1, 3, 3, 5, 7),
            Coupling = One(Coupling.Independent, Coupling.Shared),
            AliveVisible = Coin(),
            CompetitionMode = One(CompetitionMode.Full, CompetitionMode.MeanField),
            Similarity = One(SimilarityKind.Cosine, SimilarityKind.Dot),
            CompetitionTemperature = One(0.1f, 0.5f, 1f, 3f),
            AliveThreshold = One(0.2f, 0.5f, 0.8f),
            GrowthGateSteepness = One(2f, 20f, 50f),
            Concentration = random.Next(5) > 0,
            ConcentrationTemperature = One(0.05f, 0.2f, 0.4f, 2f),
            ConcentrationBaseline = One(0f, 0f, 0.3f),
            ConcentrationWindow = One(1, 2, 3, 4, 4, 7, 12, 21),
            DiversityWeight = One(0f, 0.4f, 2f),
            MinOccupancy = One(0f, 20f, 200f),
            SunPenalty = One(0f, 1.5f),
            UpdateProbability = One(0.3f, 0.56f, 1f),
            WinRate = Coin(),
            WinRateMemory = One(0.5f, 0.95f),
            WinRateStrength = One(0.5f, 2f),
            SunMode = One(SunMode.Global, SunMode.Spatial, SunMode.Seasonal),
            LearnInterval = 0,
            Opposition = One(OppositionKind.All, OppositionKind.Present),
        };
    }
}
