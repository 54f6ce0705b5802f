using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>Circuits of one shape, one for each of some species.</summary>
internal sealed class GateNetwork : Network
{
    private readonly ImmutableArray<int> members;

    /// <param name="memory">Holds what the circuits are made of.</param>
    /// <param name="weights">Their logits.</param>
    /// <param name="architecture">What all of them are.</param>
    /// <param name="members">Whose they are, 0 = the first species.</param>
    public GateNetwork(DeviceArena memory, DeviceBuffer<float> weights, GateArchitecture architecture, ImmutableArray<int> members)
        : base(memory.Launcher, weights)
    {
        Architecture = architecture;
        this.members = members;
        Circuits =
        [
            .. members.Select((_, index) =>
                new GateCircuit(memory, architecture.Shape, weights.Part(index * architecture.Logits, architecture.Logits))),
        ];
    }

    /// <summary>What all of them are.</summary>
    public GateArchitecture Architecture { get; }

    /// <summary>Each member's circuit.</summary>
    public ImmutableArray<GateCircuit> Circuits { get; }

    public override void WeightsChanged()
    {
        foreach (GateCircuit circuit in Circuits)
        {
            circuit.LogitsChanged();
        }
    }

    public override void Follow(in GateSettings gates)
    {
        for (int i = 0; i < members.Length; i++)
        {
            Circuits[i].Follow(gates.Mode[members[i] + 1], gates.Temperature[members[i] + 1]);
        }
    }

    public override void TakeWires(int member, ReadOnlySpan<float> wires)
    {
        CircuitShape shape = Architecture.Shape;
        Circuits[member].Take(GateWiring.Read(wires, shape, members[member] + 1));
    }

    public override DrawnCircuit? DrawingOf(int member) => Circuits[member].Draw();

    public override NetworkPass MakePass(DeviceArena memory, Area window) => new GatePass(memory, this, window);

    public override NetworkLearning MakeLearning(DeviceArena memory, DeviceBuffer<float> gradients, Area patch) =>
        new GateLearning(memory, this, gradients, patch);
}
