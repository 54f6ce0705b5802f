using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What the left mouse button does, how wide, and how to take it back.</summary>
internal sealed class ToolBlock : Block
{
    private const float ButtonHeight = 46;
    private const float ButtonGap = 6;
    private const float UndoWidth = 64;
    private const float RedoWidth = 50;
    private const float LabelWidth = 42;
    private const float RadiusWidth = 62;

    private readonly PanelContext context;
    private readonly Button[] tools;
    private readonly Slider radius;
    private readonly Button undo;
    private readonly Button redo;
    private float brushMiddle;

    public ToolBlock(PanelContext context)
    {
        this.context = context;
        ViewState state = context.State;
        tools = [.. Enum.GetValues<Tool>().Select(tool => new Button($"Tool {tool}", () => state.Tool = tool)
        {
            Text = () => tool.ToString(),
            Icon = (ink, middle, color) => Draw(tool, ink, middle, color),
            IsChosen = () => state.Tool == tool,
            Shortcut = PanelKeys.Of(tool).Text,
        })];
        radius = new Slider(
            "Brush radius",
            new NumberScale(0, ViewState.LargestBrush, wholeStep: 1, finest: 1),
            () => state.BrushRadius,
            value => state.BrushRadius = (float)value);
        undo = new Button("Undo", context.Controls.Undo) { Text = () => "Undo", Shortcut = PanelKeys.Undo.Text };
        redo = new Button("Redo", context.Controls.Redo) { Text = () => "Redo" };
    }

    public override void Draw(Ink ink)
    {
        ink.Text("Brush", Left, brushMiddle, Theme.Text);
        string unit = context.State.BrushRadius == 1 ? "cell" : "cells";
        string cells = $"{context.State.BrushRadius:0.#} {unit}";
        float right = undo.Area.Left - Theme.Gap;
        ink.Text(cells, right, brushMiddle, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
    }

    protected override float Place(float top)
    {
        float width = (Right - Left - (tools.Length - 1) * ButtonGap) / tools.Length;
        for (int i = 0; i < tools.Length; i++)
        {
            float left = Left + i * (width + ButtonGap);
            Put(tools[i], left, top, left + width, top + ButtonHeight);
        }

        float line = top + ButtonHeight + Theme.Gap;
        brushMiddle = line + Theme.RowHeight / 2;
        float undoLeft = Right - RedoWidth - UndoWidth - ButtonGap;
        float radiusRight = undoLeft - RadiusWidth - Theme.Gap;
        Put(radius, Left + LabelWidth, brushMiddle - Slider.Height / 2, radiusRight, brushMiddle + Slider.Height / 2);
        Put(undo, undoLeft, line, undoLeft + UndoWidth, line + Theme.RowHeight);
        Put(redo, Right - RedoWidth, line, Right, line + Theme.RowHeight);
        return ButtonHeight + Theme.RowHeight + 2 * Theme.Gap + 4;
    }

    // What gives cells to a species has that species' colour.
    private void Draw(Tool tool, Ink ink, SKPoint middle, SKColor color)
    {
        SKColor species = Theme.FromRgba(context.State.Palette.Species(context.State.Species));
        switch (tool)
        {
            case Tool.Look:
                Icons.Look(ink, middle, color);
                break;
            case Tool.Wall:
                Icons.Wall(ink, middle, color);
                break;
            case Tool.Erase:
                Icons.Erase(ink, middle, color);
                break;
            case Tool.Paint:
                Icons.Paint(ink, middle, species);
                break;
            default:
                Icons.Seeds(ink, middle, species);
                break;
        }
    }
}
