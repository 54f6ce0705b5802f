using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What a page's pointer points at; of a circuit a digit for each node of the drawing that was told before it.</summary>
internal sealed record Cell(
    int X,
    int Y,
    bool Wall,
    int Winner,
    IReadOnlyList<float> Aliveness,
    IReadOnlyList<float?> Scores,
    IReadOnlyList<CellFact> Facts,
    NetworkSize? Network,
    string? Circuit,
    IReadOnlyList<float>? SunPeriods)
{
    public static Cell? Of(CellInspection? inspection) => inspection is null ? null : new Cell(
        inspection.X,
        inspection.Y,
        inspection.IsWall,
        inspection.Winner,
        inspection.Aliveness,
        inspection.Scores,
        inspection.Facts,
        inspection.Network,
        inspection.Circuit is CellCircuit circuit ? string.Concat(circuit.Lit.Select(isLit => isLit ? '1' : '0')) : null,
        inspection.SunPeriods);
}
