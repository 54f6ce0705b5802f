using System.Globalization;
using System.Text;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>Networks as drawings, <c>.svg</c>: what is read on the left, each with its place in the neighbourhood, answers on the right.</summary>
public static class CircuitDrawing
{
    private const int ColumnWidth = 74;
    private const int RowHeight = 30;
    private const int Margin = 24;
    private const int Label = 64;
    private const int GateWidth = 36;
    private const int GateHeight = 20;
    private const int Port = 5;
    private const double Bubble = 2.5;
    private const int CellSide = 5;

    // Neighbouring numbers are far apart on the wheel of hues.
    private const double GoldenAngle = 137.508;

    /// <summary>The text of a drawing.</summary>
    public static string Svg(GateNetwork network)
    {
        DrawingPlan plan = new(network);
        int width = 2 * (Margin + Label) + plan.Columns * ColumnWidth;
        int height = 2 * Margin + Math.Max(1, plan.Rows) * RowHeight;
        StringBuilder text = new();
        Add(text, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="10" text-anchor="middle" fill="none">""");
        Add(text, $"""<title>{network.Inputs.Length} inputs, {network.Gates.Length} operations</title>""");
        Add(text, $"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            AddWires(text, network, plan, node);
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            AddOutput(text, network, plan, output, width);
        }

        for (int node = 0; node < network.Nodes; node++)
        {
            if (node < network.Inputs.Length)
            {
                AddInput(text, network.Inputs[node], Y(plan.RowOf(node)));
            }
            else
            {
                AddGate(text, network.Gates[node - network.Inputs.Length].Kind, X(plan.ColumnOf(node)), Y(plan.RowOf(node)));
            }
        }

        return text.Append("</svg>\n").ToString();
    }

    // The middle of a node.
    private static double X(int column) => Margin + Label + column * ColumnWidth;

    private static double Y(double row) => Margin + (row + 0.5) * RowHeight;

    private static double RightOf(GateNetwork network, DrawingPlan plan, int node) =>
        X(plan.ColumnOf(node)) + (node < network.Inputs.Length ? 0 : GateWidth / 2);

    private static void AddWires(StringBuilder text, GateNetwork network, DrawingPlan plan, int node)
    {
        (byte kind, int first, int second) = network.Gates[node - network.Inputs.Length];
        (double x, double y) = (X(plan.ColumnOf(node)) - GateWidth / 2, Y(plan.RowOf(node)));
        int[] reads = [.. plan.ReadBy(node)];

        // Wires do not cross right before the gate.
        bool firstAbove = plan.RowOf(first) <= plan.RowOf(second);
        foreach (int read in reads)
        {
            bool isInverted = (kind is 2 or 11 && read == second) || (kind is 4 or 13 && read == first);
            double port = reads.Length == 1 ? 0 : read == first == firstAbove ? -Port : Port;
            AddWire(text, network, plan, read, isInverted ? x - 2 * Bubble : x, y + port);
            if (isInverted)
            {
                Add(text, $"""<circle cx="{x - Bubble}" cy="{y + port}" r="{Bubble}" stroke="#404a57"/>""");
            }
        }
    }

    private static void AddWire(StringBuilder text, GateNetwork network, DrawingPlan plan, int from, double x, double y)
    {
        (double startX, double startY) = (RightOf(network, plan, from), Y(plan.RowOf(from)));
        double bend = Math.Min(ColumnWidth, (x - startX) / 2);
        double hue = from * GoldenAngle % 360;
        Add(text, $"""<path d="M{startX} {startY}C{startX + bend} {startY} {x - bend} {y} {x} {y}" stroke="hsl({hue:0},45%,60%)"/>""");
    }

    private static void AddInput(StringBuilder text, NetworkInput input, double y)
    {
        double left = Margin + Label - 3 * CellSide - 4;
        double top = y - 1.5 * CellSide;
        Add(text, $"""<path d="M{left} {top}h{3 * CellSide}v{3 * CellSide}h{-3 * CellSide}zm{CellSide} 0v{3 * CellSide}m{CellSide} 0v{-3 * CellSide}m{CellSide} {CellSide}h{-3 * CellSide}m0 {CellSide}h{3 * CellSide}" stroke="#b8c0ca" stroke-width="0.6"/>""");
        Add(text, $"""<rect x="{left + (1 + input.Dx) * CellSide}" y="{top + (1 + input.Dy) * CellSide}" width="{CellSide}" height="{CellSide}" fill="#404a57"/>""");
        Add(text, $"""<text x="{left - 4}" y="{y + 3.5}" text-anchor="end" fill="#202833">{NodeNames.Of(input)}</text>""");
    }

    private static void AddGate(StringBuilder text, int kind, double x, double y)
    {
        string name = NodeNames.OfKind(kind);
        string colour = name switch
        {
            "AND" or "NAND" => "#dbe9fb",
            "XOR" or "XNOR" => "#fdeccf",
            "OR" or "NOR" => "#dcf3df",
            "NOT" => "#f6dfe6",
            _ => "#eceff3",
        };
        Add(text, $"""<rect x="{x - GateWidth / 2}" y="{y - GateHeight / 2}" width="{GateWidth}" height="{GateHeight}" rx="5" fill="{colour}" stroke="#8b97a5"/>""");
        Add(text, $"""<text x="{x}" y="{y + 3.5}" fill="#202833">{name}</text>""");
    }

    private static void AddOutput(StringBuilder text, GateNetwork network, DrawingPlan plan, int output, int width)
    {
        double x = width - Margin - Label;
        double y = Y(plan.RowOfOutput(output));
        AddWire(text, network, plan, network.Outputs[output], x, y);
        Add(text, $"""<text x="{x + 4}" y="{y + 3.5}" text-anchor="start" fill="#202833" font-weight="bold">{NodeNames.OfOutput(output)}</text>""");
    }

    private static void Add(StringBuilder text, FormattableString element) => text.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
