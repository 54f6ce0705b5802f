using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Where everything is: the header above, and below it blocks that scroll.</summary>
internal sealed class PanelLayout(Header header, ParameterBrowser parameters, IReadOnlyList<Section> sections)
{
    private const float BarWidth = 4;

    private readonly List<Block> blocks = [];
    private float height;
    private float contentHeight;
    private float scroll;

    /// <summary>All widgets, in the order in which Tab visits them.</summary>
    public IReadOnlyList<Widget> Widgets { get; private set; } = [];

    /// <summary>Where content shows.</summary>
    public SKRect Viewport { get; private set; }

    /// <summary>What shows now of what scrolls.</summary>
    public IEnumerable<Block> Visible => blocks.Where(block => block.Area.IntersectsWith(Viewport));

    private float Furthest => Math.Max(0, contentHeight - Viewport.Height);

    /// <summary>Puts everything where it belongs in a panel of a height.</summary>
    public void Arrange(float panelHeight)
    {
        height = panelHeight;
        header.Arrange(0);
        Viewport = new SKRect(0, header.Area.Bottom, SidePanel.Width, Math.Max(height, header.Area.Bottom));
        ArrangeContent();
        if (scroll > Furthest)
        {
            scroll = Furthest;
            ArrangeContent();
        }

        Widgets = [.. header.Widgets, .. blocks.SelectMany(block => block.Widgets)];
    }

    /// <summary>The part of a widget that shows; empty where none does.</summary>
    public SKRect Showing(Widget widget) =>
        header.Widgets.Contains(widget) ? widget.Area : SKRect.Intersect(widget.Area, Viewport);

    /// <summary>The widget at a place, if any.</summary>
    public Widget? At(float x, float y) => Widgets.FirstOrDefault(widget => Showing(widget).Contains(x, y));

    /// <summary>Moves the content up.</summary>
    public void ScrollBy(float distance) => ScrollTo(scroll + distance);

    /// <summary>Moves the content so that the whole block of a widget shows, if it does not.</summary>
    public void Reveal(Widget widget)
    {
        if (blocks.FirstOrDefault(block => block.Widgets.Contains(widget)) is Block block)
        {
            ScrollBy(Math.Max(0, block.Area.Bottom + Theme.Gap - Viewport.Bottom));
            ScrollBy(Math.Min(0, block.Area.Top - Theme.Gap - Viewport.Top));
        }
    }

    /// <summary>Moves the content so that the search is on top, with what it finds below.</summary>
    public void RevealSearch() => ScrollBy(parameters.SearchBlock.Area.Top - Theme.Gap - Viewport.Top);

    /// <summary>Whether a place belongs to the scroll bar.</summary>
    public bool IsOnBar(float x, float y) =>
        Furthest > 0 && Viewport.Contains(x, y) && x >= SidePanel.Width - Theme.Padding / 2;

    /// <summary>Moves the content so that the scroll bar's middle is at a height.</summary>
    public void DragBar(float y) => ScrollTo((y - Viewport.Top) / Viewport.Height * contentHeight - Viewport.Height / 2);

    /// <summary>Draws the scroll bar.</summary>
    public void DrawBar(Ink ink)
    {
        if (Furthest > 0)
        {
            float top = Viewport.Top + Viewport.Height * scroll / contentHeight;
            float bottom = top + Viewport.Height * Viewport.Height / contentHeight;
            SKRect bar = new(SidePanel.Width - BarWidth - 1, top + 2, SidePanel.Width - 1, bottom - 2);
            ink.Fill(bar, Theme.Line, BarWidth / 2);
        }
    }

    private void ScrollTo(float place)
    {
        scroll = Math.Clamp(place, 0, Furthest);
        Arrange(height);
    }

    private void ArrangeContent()
    {
        blocks.Clear();

        // The first section's line is the header's.
        float start = Viewport.Top - 1 - scroll;
        float top = start;
        foreach (Block block in sections.SelectMany(section => section.Blocks))
        {
            block.Arrange(top);
            blocks.Add(block);
            top = block.Area.Bottom;
        }

        contentHeight = top - start + Theme.Gap;

        // While something is looked for, the search may stay where it is however little there is to find.
        if (parameters.Search.IsTyping || parameters.Search.Text.Length > 0)
        {
            contentHeight = Math.Max(contentHeight, parameters.SearchBlock.Area.Top - start + Viewport.Height);
        }
    }
}
