using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>A circuit that is a world's rule: its logits are the weights of the only species.</summary>
/// <param name="Shape">The circuit's.</param>
internal sealed record CircuitArchitecture(CircuitShape Shape) : Architecture
{
    public override int Species => 1;

    public override int Channels => Shape.Inputs;

    public override int Reach => 1;

    /// <summary>Gates of a cell, of which a decided one is an operation on bits.</summary>
    public override long MultiplyAdds => (long)Shape.Inputs * Shape.KernelGates + Shape.UpdateGates;

    public override long LengthOf(int species) => (long)Shape.AllGates * Gates.Count;

    public override ImmutableArray<WeightSlice> SlicesOf(int species) => [new WeightSlice(0, Shape.AllGates * Gates.Count, 0)];

    // Nothing is proposed: bits are replaced.
    public override long PlanesOf(int species, Area area, ComputeDevice device) => 0;

    /// <summary>Gates that pass their first input on; how firmly is for the rules to say.</summary>
    public override void Draw(int layer, long first, Span<float> weights, ulong seed)
    {
        for (int gate = 0; gate < Shape.AllGates; gate++)
        {
            weights[gate * Gates.Count + Gates.First] = 1;
        }
    }

    public override Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members) =>
        new CircuitNetwork(memory.Launcher, weights);

    /// <summary>Logits, which the rules learn and run by means of their own.</summary>
    private sealed class CircuitNetwork(Launcher launcher, DeviceBuffer<float> logits) : Network(launcher, logits)
    {
        public override void WeightsChanged()
        {
            // Nobody keeps copies.
        }

        public override NetworkPass MakePass(DeviceArena memory, Area window) => throw Unasked();

        public override NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch) => throw Unasked();

        private static NotSupportedException Unasked() => new("a circuit that is a rule proposes nothing");
    }
}
