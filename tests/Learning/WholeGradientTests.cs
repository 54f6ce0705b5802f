using System.Collections.Concurrent;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// Whatever the parameters, a learning pass's gradient of every tensor is the slope of the specification's loss, as
/// central differences in double precision find it.
/// </summary>
public class WholeGradientTests
{
    private const int FirstSeed = 201;
    private const int Seeds = 16;
    private const int SimulatedSeeds = 3;
    private const double Tolerance = 2e-4;

    private static readonly ConcurrentDictionary<int, Lazy<LearningCase>> cases = new();

    /// <summary>Random learning passes on every device; few on the slow one.</summary>
    public static TheoryData<string, int> Passes
    {
        get
        {
            TheoryData<string, int> passes = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (int seed in Enumerable.Range(FirstSeed, device == "simulated" ? SimulatedSeeds : Seeds))
                {
                    passes.Add(device, seed);
                }
            }

            return passes;
        }
    }

    /// <summary>The loss, and the gradients of all weights and of the sun.</summary>
    [Theory]
    [MemberData(nameof(Passes))]
    public void Gradients_are_the_losses_slopes(string device, int seed)
    {
        ComputeDevice opened = Devices.Open(device);
        LearningCase pass = cases.GetOrAdd(seed, number => new(() => Make(number))).Value;
        using World computed = pass.Compute(opened);
        if (pass.Parameters.Objective == ObjectiveKind.SoftMin)
        {
            Close.Assert<double, float>([pass.Loss(0)], [computed.ReadLoss()], absolute: 2e-5, what: "loss");
        }

        double worst = 0;
        foreach (string tensor in pass.Tensors.Keys)
        {
            worst = Math.Max(worst, Compare(pass, computed, tensor, new Random(seed)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"worst error on {device}, seed {seed}: {worst:G3}");
        Assert.True(worst > 0, "a device that agrees to the last bit has not computed anything");
    }

    private static double Compare(LearningCase pass, World computed, string tensor, Random random)
    {
        float[] gradient = pass.Read(computed, tensor);
        Assert.Equal(pass.Tensors[tensor].Length, gradient.Length);
        int[] places = LearningCase.Sample(gradient, largest: 2, others: 8, random);
        double[] expected = [.. places.Select(place => pass.Derivative(tensor, place))];
        float[] actual = [.. places.Select(place => gradient[place])];
        string what = $"gradient of {tensor} at {string.Join(", ", places)}; {pass.Patch}; {pass.Parameters}";
        Close.Assert<double, float>(expected, actual, absolute: 0, relativeToLargest: Tolerance, what);
        double largest = expected.Max(Math.Abs);
        return expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() / largest;
    }

    private static LearningCase Make(int seed)
    {
        Random random = new(seed);
        T One<T>(params T[] choices) => choices[random.Next(choices.Length)];
        bool Coin() => random.Next(2) == 0;

        // What must not be left to chance goes by turns.
        int turn = seed - FirstSeed;
        EcosystemParameters parameters = EcosystemParameters.Default with
        {
            Species = 1 + (turn + 1) % 4,
            GridWidth = random.Next(8, 15),
            GridHeight = random.Next(8, 15),
            StateChannels = 2 * random.Next(2, 5),
            HiddenChannels = random.Next(0, 3),
            NetworkWidth = 8,
            NetworkDepth = (turn + 1) % 3,
            KernelSize = One(1, 3, 5),
            Coupling = One(Coupling.Independent, Coupling.Shared),
            AliveVisible = Coin(),
            CompetitionMode = turn % 2 == 0 ? CompetitionMode.Full : CompetitionMode.MeanField,
            Opposition = turn / 4 % 2 == 0 ? OppositionKind.All : OppositionKind.Present,
            Similarity = turn / 2 % 2 == 0 ? SimilarityKind.Cosine : SimilarityKind.Dot,
            CompetitionTemperature = One(0.5f, 1f, 2f),
            AliveThreshold = One(0.3f, 0.5f),
            GrowthGateSteepness = One(2f, 20f),
            Concentration = turn % 5 != 4,
            ConcentrationTemperature = One(0.2f, 0.4f, 1f),
            ConcentrationBaseline = One(0f, 0.3f),
            ConcentrationWindow = 1 + turn % 6,
            DiversityWeight = One(0f, 0.4f, 1f),
            MinOccupancy = One(0f, 20f, 100f),
            SunPenalty = One(0f, 1.5f),
            UpdateProbability = One(0.56f, 1f),
            Objective = turn % 3 == 2 ? ObjectiveKind.OwnGrowth : ObjectiveKind.SoftMin,
            SoftMinSharpness = One(2f, 8f),
            GrowthCurve = One(0.1f, 0.4f),
            Dropout = turn % 4 == 1 ? 0.2f : 0f,
            SunMode = (SunMode)(turn % 3),
            Seed = (ulong)seed,
        };
        int width = random.Next(5, parameters.GridWidth + 1);
        int height = random.Next(5, parameters.GridHeight + 1);
        int x = random.Next(parameters.GridWidth - width + 1);
        int y = random.Next(parameters.GridHeight - height + 1);
        return new LearningCase(parameters, new Area(x, y, width, height), seed, walls: Coin());
    }
}
