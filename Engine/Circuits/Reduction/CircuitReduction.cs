namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>
/// Leaves of a circuit what its answers need: no dead gates, constants or copies, inversions on wires, and nothing twice. Each network answers
/// as the circuit does.
/// </summary>
public static class CircuitReduction
{
    /// <summary>The smallest network that is known to answer as a circuit does.</summary>
    public static GateNetwork Reduce(Circuit circuit) => ByFunction(ByStructure(GateNetwork.Of(circuit)));

    /// <summary>A network without dead gates, constants, copies and inversions, in which no two gates of a kind read the same.</summary>
    public static GateNetwork ByStructure(GateNetwork network) => Rebuild(network, byFunction: false);

    /// <summary>A network in which no two nodes, nor their inverses, answer alike; the same one where more than 14 inputs make that too many cases.</summary>
    public static GateNetwork ByFunction(GateNetwork network) =>
        network.Inputs.Length <= TruthTables.MostInputs ? Rebuild(network, byFunction: true) : network;

    private static GateNetwork Rebuild(GateNetwork network, bool byFunction)
    {
        NetworkBuilder builder = new(network.Inputs, byFunction);
        int[] wires = new int[network.Nodes];
        for (int input = 0; input < network.Inputs.Length; input++)
        {
            wires[input] = NetworkBuilder.Input(input);
        }

        bool[] reachable = network.Reachable();
        for (int node = network.Inputs.Length; node < wires.Length; node++)
        {
            if (reachable[node])
            {
                (byte kind, int first, int second) = network.Gates[node - network.Inputs.Length];
                wires[node] = builder.Gate(kind, wires[first], wires[second]);
            }
        }

        return builder.Build([.. network.Outputs.Select(output => wires[output])]);
    }
}
