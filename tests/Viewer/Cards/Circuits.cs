using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Tests.Viewer.Cards;

/// <summary>Circuits to look at.</summary>
internal static class Circuits
{
    private const byte And = 1;
    private const byte Xor = 6;

    private static readonly DrawnCircuit life = new(RuleNetwork.Of(LifeRule.Life));

    /// <summary>More operations than can be seen.</summary>
    public static CellCircuit Large { get; } = CellCircuit.At(new DrawnCircuit(Chain(DrawnCircuit.MostOperations + 1)), _ => true);

    /// <summary>As many columns and rows as there can be.</summary>
    public static CellCircuit Deep { get; } =
        CellCircuit.At(new DrawnCircuit(Chain(DrawnCircuit.MostOperations) with { Outputs = [.. Enumerable.Range(0, 128)] }), _ => true);

    /// <summary>The Game of Life in a neighbourhood.</summary>
    public static CellCircuit Life(int neighbourhood) =>
        CellCircuit.At(life, input => (neighbourhood >> (3 * (input.Dy + 1) + input.Dx + 1) & 1) != 0);

    /// <summary>Two cells, and whether both are set.</summary>
    public static CellCircuit Both(bool west, bool east) => CellCircuit.At(
        new DrawnCircuit(new GateNetwork([new(0, 0, -1), new(0, 0, 1)], [new(And, 0, 1)], [2])), input => input.Dx < 0 ? west : east);

    private static GateNetwork Chain(int gates) =>
        new([new(0, 0, 0), new(0, 0, 1)], [.. Enumerable.Range(0, gates).Select(gate => new NetworkGate(Xor, gate, gate + 1))], [gates + 1]);
}
