using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>
/// Circuits that learn from a patch, some cells at a time. Whether gates answer as mixtures or as their likeliest kinds, they learn as
/// mixtures. What they read is bits, through which no gradient goes on.
/// </summary>
internal sealed class GateLearning : NetworkLearning
{
    // What the first layer reads needs no gradient.
    private const int LastLayerBack = 1;

    private readonly Launcher launcher;
    private readonly GateNetwork network;
    private readonly GateCells cells;
    private readonly DeviceBuffer<float> allGradients;
    private readonly DeviceBuffer<float> gradients;
    private readonly DeviceBuffer<float> sums;
    private Area patch;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="network">The circuits.</param>
    /// <param name="allGradients">Gets the gradients of all logits, laid out as they are.</param>
    /// <param name="largestPatch">The largest patch.</param>
    public GateLearning(DeviceArena memory, GateNetwork network, DeviceBuffer<float> allGradients, Area largestPatch)
    {
        launcher = memory.Launcher;
        this.network = network;
        this.allGradients = allGradients;
        cells = new GateCells(memory, network.Architecture, largestPatch);
        gradients = memory.Allocate<float>(cells.Length);
        sums = memory.Allocate<float>((long)network.Architecture.Shape.AllGates * GateSums.Floats);
    }

    public override void Forward(Planes input, Area area, Planes proposals, float dropoutRate, ulong worldSeed, long worldStep)
    {
        patch = area;
        for (int i = 0; i < network.Circuits.Length; i++)
        {
            cells.Propose(network.Circuits[i], input, patch, patch, proposals.From(i * network.Architecture.Channels));
        }
    }

    public override void Backward(Planes input, Planes outputGradient, bool again = false)
    {
        GateArchitecture architecture = network.Architecture;
        for (int i = 0; i < network.Circuits.Length; i++)
        {
            GateCircuit circuit = network.Circuits[i];
            foreach (CellRun run in cells.Cut(patch))
            {
                cells.Answer(circuit, input, patch, run);
                launcher.Run<AnswerNumbersGradient, AnswerNumbersGradient.Arguments>(new AnswerNumbersGradient.Arguments
                {
                    Proposals = outputGradient.From(i * architecture.Channels),
                    Code = architecture.Code,
                    Answers = cells.AnswersOf(gradients, run),
                    Run = run,
                });
                circuit.Placed.GoBack(circuit.Soft, cells.Values.View, gradients.View, run.Pitch, LastLayerBack);
                circuit.Placed.Sum(cells.Values.View, gradients.View, sums, run.Pitch, goesOn: run.First > 0);
            }

            circuit.Placed.Differentiate(
                circuit.Logits, sums, allGradients.View.SubView(i * architecture.Logits, architecture.Logits), circuit.Temperature);
        }
    }
}
