namespace GpuEcosystem.Engine.Circuits.Reduction;

/// <summary>What another circuit can learn from a circuit: its rule.</summary>
public static class CircuitRule
{
    private const int WordBits = 64;

    /// <summary>What a cell becomes by a circuit in each of the 512 neighbourhoods.</summary>
    /// <exception cref="UserException">Its cells are of several bits, which have more neighbourhoods than a table can list.</exception>
    public static LifeRule Of(Circuit circuit)
    {
        if ((circuit.Shape.Inputs, circuit.Shape.Outputs) != (1, 1))
        {
            throw new UserException($"a circuit of cells of one bit can be learned from, and this one's have {circuit.Shape.Inputs}");
        }

        GateNetwork network = GateNetwork.Of(circuit);
        return new LifeRule(Enumerable.Range(0, TruthTables.WordsOf(CircuitShape.PatchCells)).SelectMany(word =>
        {
            ulong answers = network.Answer([.. Enumerable.Range(0, CircuitShape.PatchCells).Select(input => TruthTables.OfInput(input, word))])[0];
            return Enumerable.Range(0, WordBits).Select(bit => (answers >> bit & 1) != 0);
        }));
    }
}
