using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>A circuit that is a world's rule: its logits are the weights of the only species, its wires are that species' wires.</summary>
/// <param name="Shape">The circuit's.</param>
/// <param name="Wiring">How its wires are drawn.</param>
internal sealed record CircuitArchitecture(CircuitShape Shape, WireKind Wiring) : Architecture
{
    public override int Species => 1;

    public override int Channels => Shape.Inputs;

    public override int Reach => 1;

    public override bool EndsInTanh => false;

    /// <summary>Gates that answer for a cell: those of kernels once for every channel.</summary>
    public override long MultiplyAdds => (long)Shape.Inputs * Shape.KernelGates + Shape.UpdateGates;

    public override int Wires => WiresOf(Shape);

    /// <summary>Wires of a circuit: kernels share theirs.</summary>
    public static int WiresOf(CircuitShape shape) => 2 * (shape.KernelLayers.Sum() + shape.UpdateGates);

    public override long LengthOf(int species) => (long)Shape.AllGates * Gates.Count;

    public override ImmutableArray<WeightSlice> SlicesOf(int species) => [new WeightSlice(0, Shape.AllGates * Gates.Count, 0)];

    // Nothing is proposed: bits are replaced.
    public override long PlanesOf(int species, Area area, ComputeDevice device) => 0;

    /// <summary>All gates pass their first input on.</summary>
    public override void Draw(int layer, long first, Span<float> weights, ulong seed, float passLogit) =>
        GateArchitecture.Pass(weights, passLogit);

    public override float[] DrawWires(int species, ulong seed) => GateWiring.Write(WireDrawing.Draw(Shape, Wiring, seed, species));

    public override Network Make(DeviceArena memory, DeviceBuffer<float> weights, ImmutableArray<int> members) =>
        new CircuitNetwork(memory.Launcher, weights, Shape);
}

/// <summary>Logits and wires, which the rules learn and run by means of their own.</summary>
internal sealed class CircuitNetwork(Launcher launcher, DeviceBuffer<float> logits, CircuitShape shape) : Network(launcher, logits)
{
    /// <summary>What the gates read; the same object until they are wired otherwise.</summary>
    public CircuitWires Wires { get; private set; } = CircuitWires.None(shape);

    public override void WeightsChanged()
    {
        // Nobody keeps copies.
    }

    public override void TakeWires(int member, ReadOnlySpan<float> wires) => Wires = GateWiring.Read(wires, shape, species: 1);

    public override NetworkPass MakePass(DeviceArena memory, Area window) => throw Unasked();

    public override NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch) => throw Unasked();

    private static NotSupportedException Unasked() => new("a circuit that is a rule proposes nothing");
}
