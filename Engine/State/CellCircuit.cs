using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.State;

/// <summary>The circuit that decides what a cell becomes, and what is on its wires there.</summary>
/// <param name="Drawing">The circuit; the same object until a gate becomes another.</param>
/// <param name="Lit">Of each node of the drawing's network whether it is 1; empty where there is nothing to draw.</param>
public sealed record CellCircuit(DrawnCircuit Drawing, ImmutableArray<bool> Lit)
{
    /// <summary>What a circuit does in one cell.</summary>
    /// <param name="drawing">The circuit.</param>
    /// <param name="bit">Whether a bit of the cell's neighbourhood is 1; only those that the circuit reads are asked for.</param>
    internal static CellCircuit At(DrawnCircuit drawing, Predicate<NetworkInput> bit)
    {
        if (drawing.Plan is null)
        {
            return new CellCircuit(drawing, []);
        }

        ulong[] inputs = [.. drawing.Network.Inputs.Select(input => bit(input) ? 1UL : 0)];
        return new CellCircuit(drawing, [.. drawing.Network.Evaluate(inputs).Select(value => (value & 1) != 0)]);
    }
}
