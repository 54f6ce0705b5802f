using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>How much of a circuit there is, and how much of it counts. A kernel's gate is one, however many planes it is used on.</summary>
/// <param name="Gates">All gates.</param>
/// <param name="Kinds">How many there are of each of the sixteen kinds.</param>
/// <param name="Reachable">Those that an answer depends on.</param>
/// <param name="Deciding">Those of them that are neither constant nor pass an input on, inverted or not.</param>
/// <param name="AfterStructure">Operations on bits for a cell, of a network in which no two gates of a kind read the same.</param>
/// <param name="AfterFunction">The same where no two answer alike either.</param>
/// <param name="AfterSubstitution">The same where gates have been replaced by gates of other nodes that make more superfluous.</param>
public sealed record CircuitCounts(
    int Gates, ImmutableArray<int> Kinds, int Reachable, int Deciding, int AfterStructure, int AfterFunction, int AfterSubstitution)
{
    /// <summary>Gates that pass one of their inputs on.</summary>
    public int Passes => Kinds.Where((_, kind) => Circuits.Gates.Passes(kind)).Sum();

    /// <summary>Gates that are neither a nor b.</summary>
    public int NotPasses => Gates - Passes;

    /// <summary>Gates that no answer depends on.</summary>
    public int Dead => Gates - Reachable;

    /// <summary>Counts a circuit's gates.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="network">What it has been reduced to.</param>
    public static CircuitCounts Of(Circuit circuit, out GateNetwork network)
    {
        GateNetwork whole = GateNetwork.Of(circuit);
        GateNetwork byStructure = CircuitReduction.ByStructure(whole);
        GateNetwork byFunction = CircuitReduction.ByFunction(byStructure);
        network = CircuitReduction.BySubstitution(byFunction);
        byte[] reachable = [.. ReachableKinds(circuit, whole)];
        return new CircuitCounts(
            circuit.Gates.Length,
            KindsOf(circuit),
            reachable.Length,
            reachable.Count(kind => Circuits.Gates.ReadsFirst(kind) && Circuits.Gates.ReadsSecond(kind)),
            byStructure.Gates.Length,
            byFunction.Gates.Length,
            network.Gates.Length);
    }

    /// <summary>How many gates of a circuit are of each of the sixteen kinds.</summary>
    internal static ImmutableArray<int> KindsOf(Circuit circuit) =>
        [.. Enumerable.Range(0, Circuits.Gates.Count).Select(kind => circuit.Gates.Count(gate => gate == kind))];

    /// <summary>How many of its gates an answer depends on.</summary>
    internal static int ReachableIn(Circuit circuit) => ReachableKinds(circuit, GateNetwork.Of(circuit)).Count();

    private static IEnumerable<byte> ReachableKinds(Circuit circuit, GateNetwork whole)
    {
        CircuitShape shape = circuit.Shape;
        int perception = shape.Inputs * shape.KernelGates;
        bool[] reachable = whole.Reachable();
        return Enumerable.Range(0, whole.Gates.Length)
            .Where(gate => reachable[whole.Inputs.Length + gate])
            .Select(gate => gate < perception ? gate % shape.KernelGates : gate - perception + shape.KernelGates)
            .Distinct()
            .Select(gate => circuit.Gates[gate]);
    }
}
