using System.Globalization;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>A circuit in little: what it reads on the left, its answers on the right, and all that is 1 in one cell alight.</summary>
internal sealed class CircuitSketch(CellCircuit circuit)
{
    private const float Heading = 20;
    private const float LongestDiagram = 440;
    private const float TallestDiagram = 190;
    private const float LongestColumn = 70;
    private const float TallestRow = 13;
    private const float LabelWidth = 42;
    private const float LabelSize = 9;
    private const float LargestDot = 3;

    private readonly GateNetwork network = circuit.Drawing.Network;
    private readonly DrawingPlan? plan = circuit.Drawing.Plan;

    private float Column => Math.Min(LongestColumn, LongestDiagram / plan!.Columns);

    private float Row => Math.Min(TallestRow, TallestDiagram / plan!.Rows);

    private float Dot => Math.Min(LargestDot, Row / 3);

    // Lines of letters that are closer could not be read.
    private bool HasLabels => Row >= LabelSize;

    private float Label => HasLabels ? LabelWidth : Theme.Gap;

    /// <summary>Its size in logical pixels.</summary>
    public SKSize Size
    {
        get
        {
            float title = Ink.Measure(Title, Theme.SmallSize);
            return plan is null
                ? new SKSize(title, Heading)
                : new SKSize(Math.Max(title, 2 * Label + plan.Columns * Column), Heading + plan.Rows * Row);
        }
    }

    private string Title
    {
        get
        {
            string count = string.Create(CultureInfo.InvariantCulture, $"its circuit: {network.Gates.Length:N0} operations on bits");
            return plan is null ? $"{count}, too many to draw" : $"{count}; what is 1 is alight";
        }
    }

    /// <summary>Draws it.</summary>
    /// <param name="ink">With what.</param>
    /// <param name="corner">Its upper left corner.</param>
    public void Draw(Ink ink, SKPoint corner)
    {
        ink.Text(Title, corner.X, corner.Y + Heading / 2, Theme.Muted, Theme.SmallSize);
        if (plan is null)
        {
            return;
        }

        corner.Offset(Label, Heading);
        DrawWires(ink, corner, isLit: false);
        DrawWires(ink, corner, isLit: true);
        for (int node = 0; node < network.Nodes; node++)
        {
            SKPoint middle = PlaceOf(node, corner);
            ink.Fill(
                new SKRect(middle.X - Dot, middle.Y - Dot, middle.X + Dot, middle.Y + Dot), ColorOf(circuit.Lit[node]), node < network.Inputs.Length ? 0 : Dot);
        }

        if (HasLabels)
        {
            DrawLabels(ink, corner);
        }
    }

    private static SKColor ColorOf(bool isLit) => isLit ? Theme.Warning : Theme.Line;

    private SKPoint PlaceOf(int node, SKPoint corner) =>
        new(corner.X + plan!.ColumnOf(node) * Column, corner.Y + ((float)plan.RowOf(node) + 0.5f) * Row);

    private SKPoint PlaceOfOutput(int output, SKPoint corner) =>
        new(corner.X + plan!.Columns * Column, corner.Y + ((float)plan.RowOfOutput(output) + 0.5f) * Row);

    // Those that are 0 first, so that they hide no others.
    private void DrawWires(Ink ink, SKPoint corner, bool isLit)
    {
        using SKPaint paint = new() { Color = ColorOf(isLit), IsAntialias = true, IsStroke = true };
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            foreach (int read in plan!.ReadBy(node).Where(read => circuit.Lit[read] == isLit))
            {
                DrawWire(ink.Canvas, PlaceOf(read, corner), PlaceOf(node, corner), paint);
            }
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            int read = network.Outputs[output];
            if (circuit.Lit[read] == isLit)
            {
                DrawWire(ink.Canvas, PlaceOf(read, corner), PlaceOfOutput(output, corner), paint);
            }
        }
    }

    private void DrawWire(SKCanvas canvas, SKPoint from, SKPoint to, SKPaint paint)
    {
        float bend = Math.Min(Column, (to.X - from.X) / 2);
        using SKPathBuilder path = new();
        path.MoveTo(from);
        path.CubicTo(from.X + bend, from.Y, to.X - bend, to.Y, to.X, to.Y);
        using SKPath drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    private void DrawLabels(Ink ink, SKPoint corner)
    {
        for (int input = 0; input < network.Inputs.Length; input++)
        {
            SKPoint middle = PlaceOf(input, corner);
            ink.Text(
                NodeNames.Of(network.Inputs[input]), middle.X - 2 * LargestDot, middle.Y, TextColorOf(circuit.Lit[input]), LabelSize, align: TextAlign.Right);
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            SKPoint end = PlaceOfOutput(output, corner);
            ink.Text(NodeNames.OfOutput(output), end.X + LargestDot, end.Y, TextColorOf(circuit.Lit[network.Outputs[output]]), LabelSize);
        }
    }

    private static SKColor TextColorOf(bool isLit) => isLit ? Theme.Warning : Theme.Muted;
}
