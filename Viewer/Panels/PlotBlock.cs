using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Room for a plot.</summary>
internal sealed class PlotBlock(IPanelSection plot, PanelContext context) : Block
{
    public override void Draw(Ink ink)
    {
        SKRect room = new(Left, Area.Top, Right, Area.Top + plot.Height);
        plot.Draw(ink, room, context.Snapshot, context.State);
    }

    protected override float Place(float top) => plot.Height + Theme.Gap + 4;
}
