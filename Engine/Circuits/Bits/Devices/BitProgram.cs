using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>A network as the steps of <see cref="InterpretedBits"/>. Slots are used again after their value's last use.</summary>
internal sealed class BitProgram
{
    private const int None = -1;

    private readonly GateNetwork network;
    private readonly int[] unread;
    private readonly int[] slots;
    private readonly Stack<int> free = [];
    private readonly List<BitStep> steps = [];

    /// <summary>Plans a network.</summary>
    /// <param name="network">What is computed.</param>
    public BitProgram(GateNetwork network)
    {
        this.network = network;
        unread = Readers();
        slots = [.. Enumerable.Repeat(None, network.Nodes)];
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            if (unread[node] > 0)
            {
                PlanGate(node);
                PlanAnswers(node);
            }
        }

        for (int input = 0; input < network.Inputs.Length; input++)
        {
            PlanAnswers(input);
        }
    }

    /// <summary>What is done in turn.</summary>
    public ImmutableArray<BitStep> Steps => [.. steps];

    /// <summary>How many slots there are.</summary>
    public int Slots { get; private set; }

    private NetworkGate GateAt(int node) => network.Gates[node - network.Inputs.Length];

    private int[] Readers()
    {
        int[] readers = new int[network.Nodes];
        foreach (int output in network.Outputs)
        {
            readers[output]++;
        }

        for (int node = network.Nodes - 1; node >= network.Inputs.Length; node--)
        {
            if (readers[node] > 0)
            {
                (byte kind, int first, int second) = GateAt(node);
                readers[first] += Gates.ReadsFirst(kind) ? 1 : 0;
                readers[second] += Gates.ReadsSecond(kind) ? 1 : 0;
            }
        }

        return readers;
    }

    private void PlanGate(int node)
    {
        (byte kind, int first, int second) = GateAt(node);
        int[] reads = [.. Gates.ReadsFirst(kind) ? [first] : (int[])[], .. Gates.ReadsSecond(kind) ? [second] : (int[])[]];
        foreach (int read in reads)
        {
            Fetch(read);
        }

        // A slot that is not read may be any.
        (int a, int b) = (Math.Max(0, slots[first]), Math.Max(0, slots[second]));
        foreach (int read in reads)
        {
            Release(read);
        }

        slots[node] = TakeSlot();
        steps.Add(new BitStep(kind, a, b, slots[node]));
    }

    private void PlanAnswers(int node)
    {
        for (int output = 0; output < network.Outputs.Length; output++)
        {
            if (network.Outputs[output] == node)
            {
                Fetch(node);
                steps.Add(new BitStep(BitStep.Store, slots[node], 0, output));
                Release(node);
            }
        }
    }

    private void Fetch(int node)
    {
        if (slots[node] == None)
        {
            (int plane, int dy, int dx) = network.Inputs[node];
            slots[node] = TakeSlot();
            steps.Add(new BitStep(BitStep.Load, plane, 3 * (dy + 1) + dx + 1, slots[node]));
        }
    }

    private void Release(int node)
    {
        unread[node]--;
        if (unread[node] == 0)
        {
            free.Push(slots[node]);
            slots[node] = None;
        }
    }

    private int TakeSlot() => free.TryPop(out int slot) ? slot : Slots++;
}
