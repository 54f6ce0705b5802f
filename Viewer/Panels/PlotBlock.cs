using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Room for a plot.</summary>
internal sealed class PlotBlock(IPanelSection plot, PanelContext context) : Block
{
    private readonly PlotWidget? curves = plot is ITimePlot time ? new PlotWidget(time, context) : null;

    public override void Draw(Ink ink) => plot.Draw(ink, Room(Area.Top), context.Snapshot, context.State);

    protected override float Place(float top)
    {
        if (curves is not null)
        {
            SKRect inside = ((ITimePlot)plot).CurvesIn(Room(top));
            Put(curves, inside.Left, inside.Top, inside.Right, inside.Bottom);
        }

        return plot.Height + Theme.Gap + 4;
    }

    private SKRect Room(float top) => new(Left, top, Right, top + plot.Height);
}
