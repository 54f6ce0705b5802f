using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Web.Protocol;

/// <summary>A circuit as a page draws it; what is 1 in a cell comes with the cell.</summary>
/// <param name="Operations">Gates that are left of it.</param>
/// <param name="Drawing">Where everything is; null where there are too many gates.</param>
internal sealed record CircuitNews(int Operations, CircuitPlaces? Drawing)
{
    public static CircuitNews Of(DrawnCircuit circuit) => new(
        circuit.Network.Gates.Length, circuit.Plan is DrawingPlan plan ? CircuitPlaces.Of(circuit.Network, plan) : null);
}

/// <summary>Where a circuit's nodes and answers are.</summary>
internal sealed record CircuitPlaces(int Columns, int Rows, IReadOnlyList<NodePlace> Nodes, IReadOnlyList<AnswerPlace> Answers)
{
    public static CircuitPlaces Of(GateNetwork network, DrawingPlan plan) => new(
        plan.Columns,
        plan.Rows,
        [.. Enumerable.Range(0, network.Nodes).Select(node => new NodePlace(
            node < network.Inputs.Length ? NodeNames.Of(network.Inputs[node]) : NodeNames.OfKind(network.Gates[node - network.Inputs.Length].Kind),
            plan.ColumnOf(node),
            plan.RowOf(node),
            [.. plan.ReadBy(node)]))],
        [.. network.Outputs.Select((node, output) => new AnswerPlace(NodeNames.OfOutput(output), node, plan.RowOfOutput(output)))]);
}

/// <summary>An input or gate.</summary>
internal sealed record NodePlace(string Name, int Column, double Row, IReadOnlyList<int> Reads);

/// <summary>An answer, which is some node's.</summary>
internal sealed record AnswerPlace(string Name, int Node, double Row);
