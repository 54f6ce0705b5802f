using System.Collections.Concurrent;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// Species of unequal networks, plain ones and circuits of gates among them, propose what the specification says, and their gradients are the
/// slopes of its losses, as central differences in double precision find them.
/// </summary>
public class UnequalGradientTests
{
    private const double Tolerance = 2e-4;

    private static readonly ConcurrentDictionary<ObjectiveKind, Lazy<UnequalCase>> cases = new();

    [Theory]
    [InlineData("cpu", ObjectiveKind.SoftMin)]
    [InlineData("cpu", ObjectiveKind.OwnGrowth)]
    [InlineData("opencl", ObjectiveKind.SoftMin)]
    [InlineData("opencl", ObjectiveKind.OwnGrowth)]
    [InlineData("cuda", ObjectiveKind.SoftMin)]
    public void They_propose_and_learn_what_the_specification_says(string device, ObjectiveKind objective)
    {
        UnequalCase pass = cases.GetOrAdd(objective, kind => new(() => Make(kind))).Value;
        using World world = pass.Load(Devices.Open(device));
        world.ProposeEverywhere();
        Close.Assert<double, float>(pass.ProposeEverywhere(), world.ReadProposals(), absolute: 2e-5, what: "proposals");

        float[][] gradients = pass.ReadGradients(world);
        if (objective == ObjectiveKind.SoftMin)
        {
            Close.Assert<double, float>([pass.Loss(0)], [world.ReadLoss()], absolute: 2e-5, what: "loss");
        }

        Random random = new(3);
        for (int layer = 0; layer < gradients.Length; layer++)
        {
            double largest = gradients[layer].Max(Math.Abs);
            Assert.True(largest > 0, $"layer {layer} has no gradient");
            foreach (int place in LearningCase.Sample(gradients[layer], largest: 3, others: 2, random))
            {
                double difference = Math.Abs(pass.Derivative(layer, place) - gradients[layer][place]);
                Assert.True(difference <= Tolerance * largest, $"layer {layer}, weight {place}: off by {difference} of {largest}");
            }
        }
    }

    // Six species in five groups, one of them not of neighbours; the patch touches no edge.
    private static UnequalCase Make(ObjectiveKind objective) => new(
        EcosystemParameters.Default with
        {
            Species = 6,
            GridWidth = 13,
            GridHeight = 12,
            StateChannels = 6,
            HiddenChannels = 1,
            NetworkKind = new PerSpecies<NetworkKind>(NetworkKind.Residual).With(2, NetworkKind.Plain).With(4, NetworkKind.Plain)
                .With(6, NetworkKind.Logic),
            NetworkWidth = new PerSpecies<int>(8).With(3, 16),
            NetworkDepth = new PerSpecies<int>(1).With(4, 2),
            KernelSize = new PerSpecies<int>(3).With(4, 5),
            Kernels = new PerSpecies<int>(2),
            KernelOutputs = new PerSpecies<int>(2),
            GateWidth = new PerSpecies<int>(30),
            GateDepth = new PerSpecies<int>(1),
            GateMode = objective == ObjectiveKind.OwnGrowth ? GateMode.Soft : GateMode.StraightThrough,
            GateTemperature = 0.7f,
            AliveVisible = objective == ObjectiveKind.OwnGrowth,
            Objective = objective,
        },
        new Area(2, 3, 9, 7),
        seed: 11);
}
