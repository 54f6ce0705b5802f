using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>In which order and from where to where an interpreted circuit computes. Slots are used again after their value's last use.</summary>
internal sealed class InterpretedProgram
{
    /// <summary>The place of operands that lie in slots.</summary>
    public const int Slot = 4;

    private const int TargetRow = 3;
    private const int None = -1;

    private readonly GateNetwork network;
    private readonly Operand[] operands;
    private readonly int[] unread;
    private readonly bool[] isOnTheWay;
    private readonly Stack<int> free = [];
    private readonly List<ProgramStep> steps = [];

    /// <summary>Plans a network.</summary>
    /// <param name="network">What is computed.</param>
    /// <param name="layout">Where bits lie.</param>
    public InterpretedProgram(GateNetwork network, in BitLayout layout)
    {
        this.network = network with { Gates = [.. network.Gates.Select(Plain)] };
        operands = new Operand[network.Nodes];
        unread = Readers();
        isOnTheWay = FindOnTheWay();
        for (int input = 0; input < network.Inputs.Length; input++)
        {
            (int plane, int dy, int dx) = network.Inputs[input];
            operands[input] = new Operand(1 + dy, plane * layout.PlaneBytes + (1 + dx) * layout.VectorBytes);
        }

        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            if (!isOnTheWay[node])
            {
                int output = network.Outputs.IndexOf(node);
                PlanGate(node, output >= 0 ? OutputAt(layout, output) : null);
            }
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            (Operand from, Operand to) = (operands[network.Outputs[output]], OutputAt(layout, output));
            if (from != to)
            {
                steps.Add(new ProgramStep(1, 0, 0, [from, from], to));
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

    private int[] Readers()
    {
        int[] readers = new int[network.Nodes];
        foreach (int node in network.Gates.Where(gate => gate.First != None).SelectMany(gate => (int[])[gate.First, gate.Second]).Concat(network.Outputs))
        {
            readers[node]++;
        }

        return readers;
    }

    // Gates whose only reader computes them on its way: from the outputs on, since such a gate cannot do the same.
    private bool[] FindOnTheWay()
    {
        bool[] found = new bool[network.Nodes];
        for (int node = network.Nodes - 1; node >= network.Inputs.Length; node--)
        {
            NetworkGate gate = GateAt(node);
            if (!found[node] && IsSimple(gate))
            {
                found[gate.First] |= CanBeOnTheWay(gate.First);
                found[gate.Second] |= CanBeOnTheWay(gate.Second);
            }
        }

        return found;
    }

    private bool CanBeOnTheWay(int node) => node >= network.Inputs.Length && unread[node] == 1 && IsSimple(GateAt(node));

    private static bool IsSimple(NetworkGate gate) => gate is { Kind: 1 or 2 or 6 or 7, First: not None };

    private void PlanGate(int node, Operand? output)
    {
        NetworkGate gate = GateAt(node);
        if (gate.First == None)
        {
            Operand place = output ?? TakeSlot();
            operands[node] = place;
            steps.Add(new ProgramStep(gate.Kind, 0, 0, [place, place], place));
            return;
        }

        (bool firstOnTheWay, bool secondOnTheWay) = (isOnTheWay[gate.First], isOnTheWay[gate.Second]);
        (int first, int second, int last, int[] reads) = (firstOnTheWay, secondOnTheWay) switch
        {
            (false, false) => (gate.Kind, 0, 0, (int[])[gate.First, gate.Second]),
            (true, false) => (GateAt(gate.First).Kind, 0, gate.Kind, [.. ReadBy(gate.First), gate.Second]),
            (false, true) => (GateAt(gate.Second).Kind, 0, gate.Kind == 2 ? 4 : gate.Kind, [.. ReadBy(gate.Second), gate.First]),
            _ => (GateAt(gate.First).Kind, GateAt(gate.Second).Kind, gate.Kind, [.. ReadBy(gate.First), .. ReadBy(gate.Second)]),
        };
        Operand[] read = [.. reads.Select(one => operands[one])];
        foreach (int one in reads)
        {
            unread[one]--;
            if (unread[one] == 0 && operands[one].Place == Slot)
            {
                free.Push(operands[one].Number);
            }
        }

        operands[node] = output ?? TakeSlot();
        steps.Add(new ProgramStep(first, second, last, read, operands[node]));
    }

    private int[] ReadBy(int node) => [GateAt(node).First, GateAt(node).Second];

    private Operand TakeSlot() => new(Slot, free.TryPop(out int slot) ? slot : Slots++);
}
