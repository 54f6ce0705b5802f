using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>
/// A piece of the panel, as wide as it, one below the other: places its widgets and writes what stands around them.
/// </summary>
internal abstract class Block
{
    /// <summary>Where content begins.</summary>
    protected const float Left = Theme.Padding;

    /// <summary>Where content ends.</summary>
    protected const float Right = SidePanel.Width - Theme.Padding;

    private readonly List<Widget> widgets = [];

    /// <summary>Where it is, in the panel's coordinates.</summary>
    public SKRect Area { get; private set; }

    /// <summary>The widgets that it has now, in the order in which Tab visits them.</summary>
    public IReadOnlyList<Widget> Widgets => widgets;

    /// <summary>Puts it, with its widgets, where it belongs.</summary>
    public void Arrange(float top)
    {
        widgets.Clear();
        Area = new SKRect(0, top, SidePanel.Width, top + Place(top));
    }

    /// <summary>Draws what stands around the widgets.</summary>
    public virtual void Draw(Ink ink)
    {
    }

    /// <summary>Places the widgets from a height on, and says how much room the block takes.</summary>
    protected abstract float Place(float top);

    /// <summary>Places a widget.</summary>
    protected void Put(Widget widget, float left, float top, float right, float bottom)
    {
        widget.Area = new SKRect(left, top, right, bottom);
        widgets.Add(widget);
    }
}
