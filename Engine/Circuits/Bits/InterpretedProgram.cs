using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A value of an interpreted circuit.</summary>
/// <param name="Place">0 to 3 in the row above, the row, the row below, or the target's; <see cref="InterpretedProgram.Slot"/> in a slot.</param>
/// <param name="Number">Bytes from the row's beginning, or which slot.</param>
internal readonly record struct Operand(int Place, int Number);

/// <summary>A gate, or two of which only the second reads the first.</summary>
/// <param name="Kind">The first gate's: 1, 2, 6, 7 or the inverse of one.</param>
/// <param name="Reader">The second gate's, which reads the first as its input a; 0 where there is none.</param>
/// <param name="A">What the first gate reads.</param>
/// <param name="B">The same.</param>
/// <param name="C">What the second gate reads beside it.</param>
/// <param name="Target">Where the answer goes.</param>
internal readonly record struct ProgramStep(int Kind, int Reader, Operand A, Operand B, Operand C, Operand Target);

/// <summary>In which order and from where to where an interpreted circuit computes. Slots are used again after their value's last use.</summary>
internal sealed class InterpretedProgram
{
    /// <summary>The place of operands that lie in slots.</summary>
    public const int Slot = 4;

    private const int TargetRow = 3;
    private const int None = -1;

    private readonly GateNetwork network;
    private readonly Operand[] operands;
    private readonly int[] absorbed;
    private readonly List<ProgramStep> steps = [];

    /// <summary>Plans a network.</summary>
    /// <param name="network">What is computed.</param>
    /// <param name="layout">Where bits lie.</param>
    public InterpretedProgram(GateNetwork network, in BitLayout layout)
    {
        this.network = network with { Gates = [.. network.Gates.Select(Plain)] };
        operands = new Operand[network.Nodes];
        absorbed = Absorb();
        for (int input = 0; input < network.Inputs.Length; input++)
        {
            (int plane, int dy, int dx) = network.Inputs[input];
            operands[input] = new Operand(1 + dy, plane * layout.PlaneBytes + (1 + dx) * layout.VectorBytes);
        }

        Dictionary<int, Operand> outputs = [];
        for (int output = network.Outputs.Length - 1; output >= 0; output--)
        {
            outputs[network.Outputs[output]] = OutputAt(layout, output);
        }

        PlanGates(outputs);
        for (int output = 0; output < network.Outputs.Length; output++)
        {
            (Operand from, Operand to) = (operands[network.Outputs[output]], OutputAt(layout, output));
            if (from != to)
            {
                steps.Add(new ProgramStep(1, 0, from, from, from, to));
            }
        }
    }

    /// <summary>What is done in turn.</summary>
    public IReadOnlyList<ProgramStep> Steps => steps;

    /// <summary>How many slots there are.</summary>
    public int Slots { get; private set; }

    private static Operand OutputAt(in BitLayout layout, int output) => new(TargetRow, output * layout.PlaneBytes + layout.VectorBytes);

    // Every gate as one that reads both of its inputs; constants are a node against itself.
    private static NetworkGate Plain(NetworkGate gate) => gate.Kind switch
    {
        0 => new NetworkGate(6, None, None),
        3 => new NetworkGate(1, gate.First, gate.First),
        4 => new NetworkGate(2, gate.Second, gate.First),
        5 => new NetworkGate(1, gate.Second, gate.Second),
        10 => new NetworkGate(14, gate.Second, gate.Second),
        11 => new NetworkGate(13, gate.Second, gate.First),
        12 => new NetworkGate(14, gate.First, gate.First),
        15 => new NetworkGate(9, None, None),
        _ => gate,
    };

    private NetworkGate GateAt(int node) => network.Gates[node - network.Inputs.Length];

    // Of each gate the gate that it computes on the way, and of those gates the gate that does so.
    private int[] Absorb()
    {
        int[] readers = Readers();
        int[] absorbs = [.. Enumerable.Repeat(None, network.Nodes)];
        HashSet<int> taken = [];
        for (int node = network.Nodes - 1; node >= network.Inputs.Length; node--)
        {
            NetworkGate gate = GateAt(node);
            if (!taken.Contains(node) && IsSimple(gate))
            {
                int[] candidates = [.. ((int[])[gate.First, gate.Second]).Where(
                    read => read >= network.Inputs.Length && readers[read] == 1 && IsSimple(GateAt(read)))];
                if (candidates is [int one, ..])
                {
                    absorbs[node] = one;
                    taken.Add(one);
                }
            }
        }

        return absorbs;
    }

    private static bool IsSimple(NetworkGate gate) => gate is { Kind: 1 or 2 or 6 or 7, First: not None };

    private int[] Readers()
    {
        int[] readers = new int[network.Nodes];
        foreach (int node in network.Gates.Where(gate => gate.First != None).SelectMany(gate => (int[])[gate.First, gate.Second]).Concat(network.Outputs))
        {
            readers[node]++;
        }

        return readers;
    }

    private void PlanGates(Dictionary<int, Operand> outputs)
    {
        int[] unread = Readers();
        HashSet<int> onTheWay = [.. absorbed.Where(node => node != None)];
        Stack<int> free = [];
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            if (onTheWay.Contains(node))
            {
                continue;
            }

            NetworkGate gate = GateAt(node);
            bool isConstant = gate.First == None;
            int first = absorbed[node];
            NetworkGate inner = first == None ? gate : GateAt(first);
            int other = first == None ? inner.First : gate.First == first ? gate.Second : gate.First;
            int[] reads = isConstant ? [] : [inner.First, inner.Second, other];
            Operand[] read = [.. reads.Select(one => operands[one])];
            foreach (int one in isConstant ? [] : first == None ? reads[..2] : reads)
            {
                unread[one]--;
            }

            foreach (int one in reads.Distinct().Where(one => unread[one] == 0 && operands[one].Place == Slot))
            {
                free.Push(operands[one].Number);
            }

            Operand target = outputs.TryGetValue(node, out Operand output) ? output : new Operand(Slot, free.TryPop(out int slot) ? slot : Slots++);
            operands[node] = target;
            int reader = first == None ? 0 : gate.Kind == 2 && gate.Second == first ? 4 : gate.Kind;
            steps.Add(isConstant
                ? new ProgramStep(gate.Kind, 0, target, target, target, target)
                : new ProgramStep(inner.Kind, reader, read[0], read[1], read[2], target));
        }
    }
}
