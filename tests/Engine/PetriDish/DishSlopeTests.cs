using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Engine.PetriDish;

/// <summary>
/// What a batch learns from is the slope of everybody's own loss through all steps that are learned through: central differences, in
/// double precision, of the whole of it.
/// </summary>
public class DishSlopeTests
{
    // Relative to the largest slope of a tensor.
    private const double Tolerance = 2e-4;

    /// <summary>Devices, rules, steps that are learned through, whether networks see aliveness, and whose proposals they make.</summary>
    public static TheoryData<string, ContestKind, int, bool, Coupling> Passes
    {
        get
        {
            TheoryData<string, ContestKind, int, bool, Coupling> passes = [];
            foreach (string device in Devices.Fast.Select(row => (string)row))
            {
                foreach (ContestKind kind in Enum.GetValues<ContestKind>())
                {
                    passes.Add(device, kind, 2, true, Coupling.Independent);
                    passes.Add(device, kind, 4, true, Coupling.Independent);
                    passes.Add(device, kind, 2, false, Coupling.Independent);
                    passes.Add(device, kind, 4, false, Coupling.Independent);
                    passes.Add(device, kind, 4, true, Coupling.Interleaved);
                }
            }

            return passes;
        }
    }

    /// <summary>Some weights of every tensor of every species, and the sun. Every world weighs its own cells.</summary>
    [Theory]
    [MemberData(nameof(Passes))]
    public void Gradients_are_central_differences(string device, ContestKind kind, int unrolled, bool aliveVisible, Coupling coupling)
    {
        using World world = new(Devices.Open(device), Rules(kind) with
        {
            LearnInterval = unrolled + 1,
            UnrollSteps = unrolled,
            AliveVisible = aliveVisible,
            Coupling = coupling,
        });

        // Until species have met.
        for (int step = 0; step < 2 * (unrolled + 1); step++)
        {
            world.Step();
        }

        Pass pass = new(world);
        AssertLivesOn(pass, world);
        foreach ((string tensor, double[] values) in pass.Weights.Named())
        {
            for (int network = 0; network < pass.P.Species; network++)
            {
                pass.AssertSlopes(tensor, values, network);
            }
        }

        double[] sun = CentralDifference.Gradient(() => pass.Perspectives.Loss(0), pass.Sun);
        Close.Assert<double, float>(sun, pass.SunGradient, 0, Tolerance, "sun");
    }

    // Without these the comparison would say less than it seems to.
    private static void AssertLivesOn(Pass pass, World world)
    {
        DishParameters p = pass.P;
        double[][] last = pass.Perspectives.Last;
        Close.Assert<double, float>(Pass.Stack(p, last), world.ReadGrid(), 1e-4, what: "grid");
        double[][] populations = pass.Perspectives.LastPopulations;
        Assert.All(populations[0][1..].Zip(populations[1][1..]), pair => Assert.NotEqual(pair.First, pair.Second, tolerance: 0.1));
        Assert.True(pass.Perspectives.Clamped > 0);
    }

    private static PetriDishParameters Rules(ContestKind kind) =>
        (kind == ContestKind.Duel ? PetriDishParameters.DefaultDuel : PetriDishParameters.Default) with
        {
            Species = 3,
            GridWidth = 9,
            GridHeight = 8,
            StateChannels = 4,
            HiddenChannels = 2,
            HiddenShare = 0.5f,
            NetworkWidth = 8,
            NetworkDepth = 1,
            CompetitionTemperature = 0.8f,
            LearningRate = new(0f),
            SunInterval = 1,
            AliveThreshold = 0.3f,
            SeedsPerSpecies = 6,
            Seed = 2,
            BatchWorlds = 2,
            PoolWorlds = 2,
        };

    // What a world has learned from, in double precision.
    private sealed class Pass
    {
        private readonly Dictionary<string, float[]> gradients;

        public Pass(World world)
        {
            PetriDishParameters parameters = (PetriDishParameters)world.Parameters;
            PetriDishBody body = (PetriDishBody)world.Body;
            ConvolutionLayout layout = parameters.Layout;
            P = new DishParameters
            {
                Rules = parameters.Kind == ContestKind.Duel ? DishRules.PetriDishDuel : DishRules.PetriDish,
                Species = parameters.Species,
                StateChannels = parameters.StateChannels,
                HiddenChannels = parameters.HiddenChannels,
                Width = parameters.NetworkWidth,
                Depth = parameters.NetworkDepth,
                KernelSize = parameters.KernelSize,
                Coupling = parameters.Coupling == Coupling.Interleaved ? DishCoupling.Interleaved : DishCoupling.Independent,
                AliveVisible = parameters.AliveVisible,
                HiddenShare = parameters.HiddenShare,
                AliveThreshold = parameters.AliveThreshold,
                Temperature = parameters.CompetitionTemperature,
                GridHeight = parameters.GridHeight,
                GridWidth = parameters.GridWidth,
            };
            float[] weights = world.ReadWeights();
            float[] slopes = body.Learning!.Gradients.ReadAll(world.Launcher.Flush());
            float[][] layers = Layers(weights);
            Weights = new DishWeights
            {
                Encoder = ToDouble(layers[0]),
                Middle = [.. layers[1..^1].Select(ToDouble)],
                Decoder = ToDouble(layers[^1]),
            };
            gradients = Weights.Named().Zip(Layers(slopes)).ToDictionary(pair => pair.First.Name, pair => pair.Second);
            Sun = ToDouble(body.Sun.Vector.ReadAll(world.Launcher.Flush()));
            SunGradient = body.Sun.Gradient.ReadAll(world.Launcher.Flush());
            PlaneBuffer before = body.Learning.Tape[0];
            double[] stacked = ToDouble(before.Read(world.Launcher.Flush(), 0, before.Count));
            Perspectives = new DishPerspectives(P, Weights, Sun, Unstack(P, stacked, parameters.BatchWorlds), parameters.UnrollSteps);

            float[][] Layers(float[] numbers) =>
            [
                .. Enumerable.Range(0, layout.Layers).Select(layer =>
                    numbers[(int)layout.LayerOffset(layer)..(int)(layout.LayerOffset(layer) + layout.LayerLength(layer))]),
            ];
        }

        public DishParameters P { get; }

        public DishWeights Weights { get; }

        public double[] Sun { get; }

        public float[] SunGradient { get; }

        public DishPerspectives Perspectives { get; }

        /// <summary>Of the largest slopes and of others of a network, which makes its species' proposals or some of everybody's.</summary>
        public void AssertSlopes(string tensor, double[] values, int network)
        {
            int length = values.Length / P.Species;
            float[] own = gradients[tensor][(network * length)..((network + 1) * length)];
            int[] places = LearningCase.Sample(own, largest: 3, others: 4, new Random(network));
            double[] expected = Array.ConvertAll(places, place => CentralDifference.Derivative(
                () => Learners(network).Sum(Perspectives.Loss), values, network * length + place));
            Close.Assert<double, float>(expected, Array.ConvertAll(places, place => own[place]), 0, Tolerance, $"{tensor} of {network}");
        }

        /// <summary>Worlds one below the other, <c>[plane][y][x]</c>.</summary>
        public static double[] Stack(DishParameters p, double[][] worlds) =>
        [
            .. Enumerable.Range(0, worlds[0].Length / p.Cells)
                .SelectMany(plane => worlds.SelectMany(grid => grid[(plane * p.Cells)..((plane + 1) * p.Cells)])),
        ];

        private IEnumerable<int> Learners(int network) =>
            P.Coupling == DishCoupling.Independent ? [network + 1] : Enumerable.Range(1, P.Species);

        private static double[][] Unstack(DishParameters p, double[] stacked, int worlds)
        {
            double[][] planes = [.. stacked.Chunk(p.Cells)];
            return [.. Enumerable.Range(0, worlds).Select(world => planes.Where((_, i) => i % worlds == world).SelectMany(plane => plane).ToArray())];
        }

        private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);
    }
}
