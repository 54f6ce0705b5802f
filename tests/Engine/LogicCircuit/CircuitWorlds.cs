using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests.Engine.LogicCircuit;

/// <summary>Worlds of circuits for tests.</summary>
internal static class CircuitWorlds
{
    /// <summary>A small circuit whose gates soon become others.</summary>
    public static LogicCircuitParameters Small { get; } = LogicCircuitParameters.Default with
    {
        HiddenChannels = 2,
        Kernels = 4,
        KernelOutputs = 1,
        UpdateLayers = GateLayers.Parse("12, 8, 4"),
        PassLogit = 0.5f,
        Target = LessonTarget.Parse("squares:8"),
        UnrollSteps = 3,
        LearningRate = new(0.3f),
        LearnInterval = 2,
        HardLossEvery = 3,
        GridWidth = 70,
        GridHeight = 14,
    };

    /// <summary>Takes steps.</summary>
    public static void Step(this World world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }
    }

    /// <summary>The bits, <c>[channel][y][x]</c>.</summary>
    public static byte[] ReadBits(this World world) =>
        [.. world.ReadGrid().Skip(2 * world.Parameters.GridWidth * world.Parameters.GridHeight).Select(bit => (byte)bit)];

    /// <summary>The circuit that the world lives by.</summary>
    public static Circuit Circuit(this World world) => ((LogicCircuitBody)world.Body).Running.Circuit;

    /// <summary>Lets it live by another circuit of the same shape.</summary>
    public static void Become(this World world, Circuit circuit) => ((LogicCircuitBody)world.Body).Running.Gates.Kinds = circuit.Gates;
}
