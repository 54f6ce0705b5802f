namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>
/// Leaves of a circuit what its answers need: no dead gates, constants or copies, inversions on wires, and nothing twice. Each network answers
/// as the circuit does.
/// </summary>
public static class CircuitReduction
{
    // Others take seconds.
    private const int MostSubstituted = 256;

    /// <summary>What a circuit comes to in milliseconds: by structure, then by function.</summary>
    public static GateNetwork Reduce(Circuit circuit) => ByFunction(ByStructure(GateNetwork.Of(circuit)));

    /// <summary>A network without dead gates, constants, copies and inversions, in which no two gates of a kind read the same.</summary>
    public static GateNetwork ByStructure(GateNetwork network) => Rebuild(network, byFunction: false);

    /// <summary>A network in which no two nodes, nor their inverses, answer alike; the same one where more than 14 inputs make that too many cases.</summary>
    public static GateNetwork ByFunction(GateNetwork network) =>
        network.Inputs.Length <= TruthTables.MostInputs ? Rebuild(network, byFunction: true) : network;

    /// <summary>
    /// A network in which gates have been replaced by gates of other nodes that answer the same, where more become superfluous than are
    /// added; the same one where more than 14 inputs or 256 gates make that too many cases. It takes a tenth of a second or more.
    /// </summary>
    /// <param name="network">What <see cref="ByFunction"/> has left.</param>
    public static GateNetwork BySubstitution(GateNetwork network) =>
        network.Inputs.Length <= TruthTables.MostInputs && network.Gates.Length <= MostSubstituted
            ? Resubstitution.Apply(network, changed => ByFunction(ByStructure(changed)))
            : network;

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
