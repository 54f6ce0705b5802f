using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>Somebody who watches on the device's own machine: kernels draw into memory from which it is shown.</summary>
/// <param name="first">What is to be seen at first.</param>
/// <param name="exchange">Where pictures go.</param>
public sealed class FrameWatcher(ViewRequest first, FrameExchange exchange) : Watcher(first)
{
    private (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawnDetail;
    private (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawnOverview;

    // A picture that nobody has taken yet is enough: the next one would only wait behind it.
    internal override bool Draw(Drawing drawing)
    {
        ViewRequest wanted = Request;
        if (exchange.HasUntaken)
        {
            return false;
        }

        bool overview = Draw(drawing, wanted, wanted.Overview, ref drawnOverview, isOverview: true);
        bool detail = Draw(drawing, wanted, wanted.Detail, ref drawnDetail, isOverview: false);
        return overview || detail;
    }

    internal override bool HasAll(Drawing drawing)
    {
        ViewRequest wanted = Request;
        return wanted.Detail is null || drawnDetail == (wanted.Detail, wanted.Layer, wanted.Palette, drawing.Version);
    }

    private bool Draw(
        Drawing drawing,
        ViewRequest wanted,
        PictureFrame? frame,
        ref (PictureFrame? Picture, LayerChoice Layer, Palette? Palette, long Version) drawn,
        bool isOverview)
    {
        if (frame is not PictureFrame picture
            || drawn == (frame, wanted.Layer, wanted.Palette, drawing.Version)
            || !IsInside(drawing.World, picture.World, picture.Region)
            || exchange.Begin(picture.Pixels) is not IPictureMemory memory)
        {
            return false;
        }

        DrawnFrame? complete = null;
        try
        {
            complete = drawing.Try(() =>
            {
                drawing.World.Draw(wanted.Layer, wanted.Palette, picture, memory.View, picture.Width);
                drawing.World.Finish();
                memory.Deliver((int)picture.Pixels);
                return new DrawnFrame(
                    picture, isOverview, wanted.Layer, wanted.Palette, drawing.World.StepNumber, drawing.World.LearningPatch);
            });
        }
        finally
        {
            drawn = (frame, wanted.Layer, wanted.Palette, drawing.Version);
            if (complete is not null)
            {
                exchange.Publish(memory, complete);
            }
            else
            {
                exchange.Abandon(memory);
            }
        }

        return complete is not null;
    }
}
