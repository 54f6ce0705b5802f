using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>The decided circuit that a world lives by, which is some updates behind the one that learns.</summary>
internal sealed class RunningCircuit
{
    private readonly CircuitShape shape;
    private Circuit? circuit;
    private GateNetwork? network;

    /// <param name="shape">What it consists of.</param>
    public RunningCircuit(CircuitShape shape)
    {
        this.shape = shape;
        Wires = new WireNumbers(shape, Forget);
        Gates = new GateNumbers(shape, Forget);
    }

    /// <summary>Its wires, layer by layer, first inputs then second ones.</summary>
    public WireNumbers Wires { get; }

    /// <summary>Kinds of its gates.</summary>
    public GateNumbers Gates { get; }

    /// <summary>Bits of a cell.</summary>
    public int Channels => shape.Outputs;

    /// <summary>Becomes another number with each change.</summary>
    public int Version { get; private set; }

    /// <summary>The circuit.</summary>
    public Circuit Circuit => circuit ??= new Circuit(shape, Wires.Wires, Gates.Kinds);

    /// <summary>What of it its answers need.</summary>
    public GateNetwork Network => network ??= CircuitReduction.Reduce(Circuit);

    /// <summary>Becomes another circuit of the same shape.</summary>
    public void Become(Circuit next)
    {
        Wires.Wires = next.Wires;
        Gates.Kinds = next.Gates;
    }

    private void Forget()
    {
        circuit = null;
        network = null;
        Version++;
    }
}

/// <summary>Wires as a part of a world's state.</summary>
internal sealed class WireNumbers(CircuitShape shape, Action changed) : HostNumbers(CountOf(shape), parts: 1)
{
    /// <summary>The wires.</summary>
    public CircuitWires Wires
    {
        get
        {
            int next = 0;
            return new CircuitWires(
                Read(CircuitShape.PatchCells, shape.KernelLayers, ref next), Read(shape.Features, shape.UpdateLayers, ref next));
        }

        set
        {
            int next = 0;
            foreach (int wire in value.Perceive.Concat(value.Update).SelectMany(layer => layer.First.Concat(layer.Second)))
            {
                Numbers[next++] = wire;
            }

            changed();
        }
    }

    /// <summary>How many wires a circuit has.</summary>
    public static int CountOf(CircuitShape shape) => 2 * (shape.KernelLayers.Sum() + shape.UpdateGates);

    /// <exception cref="UserException">A wire leads to no input.</exception>
    protected override void Written()
    {
        Wires.Check(shape);
        changed();
    }

    private ImmutableArray<LayerWires> Read(int inputs, ImmutableArray<int> sizes, ref int next)
    {
        ImmutableArray<LayerWires>.Builder layers = ImmutableArray.CreateBuilder<LayerWires>();
        foreach (int gates in sizes)
        {
            layers.Add(new LayerWires(inputs, [.. Part(next, gates)], [.. Part(next + gates, gates)]));
            next += 2 * gates;
            inputs = gates;
        }

        return layers.DrainToImmutable();
    }

    private IEnumerable<int> Part(int first, int count) => Numbers.Skip(first).Take(count).Select(wire => (int)wire);
}

/// <summary>Kinds of gates as a part of a world's state.</summary>
internal sealed class GateNumbers(CircuitShape shape, Action changed) : HostNumbers(shape.AllGates, parts: 1)
{
    /// <summary>The kinds, as <see cref="Circuit.Gates"/> has them.</summary>
    public ImmutableArray<byte> Kinds
    {
        get => [.. Numbers.Select(kind => (byte)Math.Min(kind, byte.MaxValue))];
        set
        {
            for (int gate = 0; gate < value.Length; gate++)
            {
                Numbers[gate] = value[gate];
            }

            changed();
        }
    }

    /// <exception cref="UserException">There is no such gate.</exception>
    protected override void Written()
    {
        Circuits.Gates.Check(Kinds.AsSpan());
        changed();
    }
}
