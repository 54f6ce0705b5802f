using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Learning;

/// <summary>What a species' circuit proposes, in double precision, and how that changes with one of its logits.</summary>
internal static class LogicReference
{
    /// <summary>The numbers that answers mean, with their derivatives, <c>[channel][y][x]</c>.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="species">From 1.</param>
    /// <param name="layers">Its logits, layer by layer.</param>
    /// <param name="input">What it sees, <c>[plane][y][x]</c>.</param>
    /// <param name="there">Where it stands; beyond there are only zeros.</param>
    /// <param name="logit">Which logit, of all layers one after the other.</param>
    public static DualCircuit.Dual[] Propose(
        EcosystemParameters parameters, int species, double[][] layers, double[] input, ReferenceWorld there, int logit)
    {
        GateArchitecture architecture = (GateArchitecture)parameters.Networks[species - 1];
        CircuitWires wires = GateWiring.Read(architecture.DrawWires(species - 1, parameters.Seed), architecture.Shape, species);
        DualCircuit circuit = new(architecture.Shape, wires, [.. layers.SelectMany(layer => layer)])
        {
            Width = there.Width, Height = there.Height, Mode = parameters.GateMode[species], Temperature = parameters.GateTemperature[species],
        };
        DualCircuit.Dual[][] answers = circuit.Answers(BitsOf(parameters, species, input, there.Cells), logit);
        int outputs = parameters.OutputBits[species];
        return
        [
            .. from channel in Enumerable.Range(0, parameters.Channels)
               from cell in Enumerable.Range(0, there.Cells)
               let ones = Enumerable.Range(channel * outputs, outputs).Select(answer => answers[answer][cell]).ToArray()
               select new DualCircuit.Dual(2.0 / outputs * ones.Sum(one => one.Value) - 1, 2.0 / outputs * ones.Sum(one => one.Slope)),
        ];
    }

    private static double[][] BitsOf(EcosystemParameters parameters, int species, double[] input, int cells)
    {
        int alive = parameters.AliveVisible ? parameters.Species + 1 : 0;
        int bits = parameters.InputBits[species];
        return
        [
            .. Enumerable.Range(0, alive).Select(plane => PlaneOf(plane, 0.1)),
            .. from channel in Enumerable.Range(0, parameters.Channels)
               from bit in Enumerable.Range(1, bits)
               select PlaneOf(alive + channel, 2.0 * bit / (bits + 1) - 1),
        ];

        double[] PlaneOf(int plane, double threshold) =>
            [.. input.Skip(plane * cells).Take(cells).Select(number => number > threshold ? 1.0 : 0)];
    }
}
