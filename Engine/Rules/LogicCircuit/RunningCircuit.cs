using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The decided circuit that a world lives by, which is some updates behind the one that learns.</summary>
/// <param name="shape">What it consists of.</param>
/// <param name="learning">The one that learns, with whose wires it is wired.</param>
internal sealed class RunningCircuit(CircuitShape shape, CircuitNetwork learning)
{
    private Circuit? circuit;
    private GateNetwork? network;
    private DrawnCircuit? drawing;

    /// <summary>Kinds of its gates.</summary>
    public GateNumbers Gates { get; } = new(shape);

    /// <summary>Bits of a cell.</summary>
    public int Channels => shape.Outputs;

    /// <summary>The circuit; the same object until it is another one.</summary>
    public Circuit Circuit
    {
        get
        {
            ImmutableArray<byte> kinds = Gates.Kinds;
            if (circuit is null || !ReferenceEquals(circuit.Wires, learning.Wires) || circuit.Gates != kinds)
            {
                circuit = new Circuit(shape, learning.Wires, kinds);
                network = null;
                drawing = null;
            }

            return circuit;
        }
    }

    /// <summary>What of the circuit its answers need; the same object until it is another one.</summary>
    public GateNetwork Network
    {
        get
        {
            Circuit now = Circuit;
            return network ??= CircuitReduction.Reduce(now);
        }
    }

    /// <summary>The same for who looks at it.</summary>
    public DrawnCircuit Drawing
    {
        get
        {
            GateNetwork now = Network;
            return drawing ??= new DrawnCircuit(now);
        }
    }
}

/// <summary>Kinds of gates as a part of a world's state.</summary>
internal sealed class GateNumbers(CircuitShape shape) : HostNumbers(shape.AllGates, parts: 1)
{
    private ImmutableArray<byte>? kinds;

    /// <summary>The kinds, as <see cref="Circuit.Gates"/> has them; the same array until they are others.</summary>
    public ImmutableArray<byte> Kinds
    {
        get => kinds ??= [.. Numbers.Select(kind => (byte)Math.Min(kind, byte.MaxValue))];
        set
        {
            for (int gate = 0; gate < value.Length; gate++)
            {
                Numbers[gate] = value[gate];
            }

            kinds = value;
        }
    }

    /// <exception cref="UserException">There is no such gate.</exception>
    protected override void Written()
    {
        kinds = null;
        Gates.Check(Kinds.AsSpan());
    }
}
