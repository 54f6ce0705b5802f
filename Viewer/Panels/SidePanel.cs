using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>The panel beside the world: what it is doing, and everything about it that can be changed.</summary>
internal sealed class SidePanel
{
    /// <summary>How wide it is.</summary>
    public const float Width = 380;

    private readonly PanelContext context;
    private readonly Header header;
    private readonly WorldBlock world;
    private readonly ParameterBrowser parameters;
    private readonly Section encounters;
    private readonly PanelLayout layout;
    private readonly PanelInput input;
    private object? drawn;
    private float height;

    /// <summary>A panel.</summary>
    /// <param name="state">What the user has chosen about the window; the panel shows and changes it.</param>
    /// <param name="controls">The way to the world.</param>
    /// <param name="device">What computes.</param>
    /// <param name="pixelPath">How pictures get to the screen.</param>
    /// <param name="plots">What it gives room to, each under its title.</param>
    public SidePanel(
        ViewState state,
        IWorldControls controls,
        string device,
        string pixelPath,
        IReadOnlyList<IPanelSection> plots)
    {
        context = new PanelContext(state, controls);
        header = new Header(context, device, pixelPath);
        parameters = new ParameterBrowser(context);
        ToolBlock tools = new(context);
        Note channels = new(() => WhatBrushesChange(state.PaintedChannel(context.Snapshot.Parameters)));
        ViewBlock view = new(context);
        SpeciesList species = new(context);
        world = new WorldBlock(context);
        List<Section> sections =
        [
            new("Tools", () => RuleSets.Of(context.Snapshot.Parameters).PaintsChannels ? [tools, channels] : [tools]),
            new("View", () => [view]),
            new("Species", species.Blocks),
            new("Checkpoints", new CheckpointTray(context).Blocks),
            new("File", () => [world]),
            parameters.Main,
        ];
        foreach (IPanelSection plot in plots)
        {
            PlotBlock block = new(plot, context);
            sections.Add(new Section(plot.Title, () => [block]));
        }

        EncounterBlock matrix = new(context);
        encounters = new Section("Who beats whom", () => [matrix]) { IsOpen = false };
        sections.Add(encounters);
        sections.AddRange(parameters.Others);
        layout = new PanelLayout(header, parameters, sections);
        input = new PanelInput(layout);
    }

    /// <summary>Whether a text field has the focus: characters are text, and keys are no shortcuts.</summary>
    public bool IsTyping => input.IsTyping;

    /// <summary>Whether a widget has the keyboard's focus.</summary>
    public bool HasFocus => input.Focused is not null;

    /// <summary>Whether it shows who beats whom, which the world looks at for nobody else.</summary>
    public bool ShowsEncounters => encounters.IsOpen;

    /// <summary>Whether something has changed since it was drawn.</summary>
    public bool NeedsDrawing => input.HasChanged || !context.Shown().Equals(drawn);

    /// <summary>The name of the widget that has the keyboard's focus, or null.</summary>
    internal string? FocusedName => input.Focused?.Name;

    /// <summary>What can be clicked now, and where, in the panel's coordinates.</summary>
    internal IEnumerable<(string Name, SKRect Area)> HitAreas => layout.Widgets
        .Select(widget => (widget.Name, layout.Showing(widget)))
        .Where(area => !area.Item2.IsEmpty);

    /// <summary>Takes what the world last said.</summary>
    public void Update(WorldSnapshot snapshot, double framesPerSecond)
    {
        context.Snapshot = snapshot;
        context.FramesPerSecond = Header.Rate(framesPerSecond);
    }

    /// <summary>
    /// Takes what the user did, with positions in logical pixels from the panel's upper left corner; false where it is
    /// none of the panel's business.
    /// </summary>
    public bool Handle(InputEvent happened)
    {
        bool taken = context.HasSnapshot && input.Handle(happened);
        Arrange();
        return taken;
    }

    /// <summary>Goes to the search for parameters, ready to type.</summary>
    public void FocusSearch()
    {
        parameters.Main.IsOpen = true;
        Arrange();
        input.Click(parameters.Search);
        Arrange();
        layout.RevealSearch();
    }

    /// <summary>Begins to record the world in a way of that name, or ends it.</summary>
    public void ToggleRecording(string name)
    {
        if (context.HasSnapshot)
        {
            world.ToggleRecording(name);
        }
    }

    /// <summary>Draws it at the full height of the window onto a canvas with nothing on it, in logical pixels.</summary>
    public void Draw(SKCanvas canvas, float panelHeight)
    {
        height = panelHeight;
        Ink ink = new(canvas);
        ink.Fill(new SKRect(0, 0, Width, height), Theme.Surface, 0);
        Arrange();
        if (context.HasSnapshot)
        {
            DrawContent(ink);
        }

        drawn = context.Shown();
        input.HasChanged = false;
    }

    private static string WhatBrushesChange(int? channel) => channel is int one
        ? $"Paint sets channel {one}, which is shown, and Erase clears it."
        : "Paint sets the first channel alone, Erase clears all; where the layer Channel is shown, they change that channel and no other.";

    private void Arrange()
    {
        if (context.HasSnapshot)
        {
            layout.Arrange(height);
            input.Settle();
        }
    }

    private void DrawContent(Ink ink)
    {
        ink.Canvas.Save();
        ink.Canvas.ClipRect(layout.Viewport);
        Widget? hovered = input.Hovered;
        foreach (Block block in layout.Visible)
        {
            Draw(ink, block, hovered);
        }

        DrawFocus(ink);
        layout.DrawBar(ink);
        ink.Canvas.Restore();
        Draw(ink, header, hovered);
        if (input.Focused is Widget widget && header.Widgets.Contains(widget))
        {
            DrawFocus(ink);
        }

        hovered?.DrawOver(ink, layout.Viewport);
    }

    private static void Draw(Ink ink, Block block, Widget? hovered)
    {
        block.Draw(ink);
        foreach (Widget widget in block.Widgets)
        {
            widget.Draw(ink, widget == hovered);
        }
    }

    private void DrawFocus(Ink ink)
    {
        if (input.Focused is { IsTyping: false } widget)
        {
            ink.Outline(SKRect.Inflate(widget.Area, 2, 2), Theme.Accent, 1.5f, Theme.CornerRadius + 2);
        }
    }
}
