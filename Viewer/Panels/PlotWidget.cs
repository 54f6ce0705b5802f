using System.Diagnostics;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>
/// A plot's curves: under the pointer what they are at that time, and with it or the focus which part of the time they show, for all
/// plots alike.
/// </summary>
internal sealed class PlotWidget(ITimePlot plot, PanelContext context) : Widget($"Plot {plot.Title}")
{
    private const double ZoomPerNotch = 1.25;
    private const double ZoomPerKey = 2;
    private const double MoveByKey = 0.2;
    private const float SamePlace = 4;

    private static readonly TimeSpan doubleClick = TimeSpan.FromMilliseconds(400);

    private float pointed;
    private float held;
    private long lastPress;

    private TimeView Time => context.State.Time;

    private IReadOnlyList<HistorySample> Samples => context.Snapshot.History;

    public override void Press(float x)
    {
        bool isSecond = Stopwatch.GetElapsedTime(lastPress) < doubleClick && Math.Abs(x - held) < SamePlace;
        (held, lastPress) = (x, Stopwatch.GetTimestamp());
        if (isSecond)
        {
            Time.ShowAll();
        }
    }

    public override void Drag(float x)
    {
        Time.Move((held - x) / Area.Width, Samples);
        held = x;
    }

    /// <summary>Zooms; where all is shown already, the wheel is free to scroll on.</summary>
    public override bool Turn(float notches, float x)
    {
        if (notches < 0 && Time.IsAll)
        {
            return false;
        }

        Time.ZoomAt(Share(x), Math.Pow(ZoomPerNotch, -notches), Samples);
        return true;
    }

    public override bool Hover(float x, float y)
    {
        bool isNew = x != pointed;
        pointed = x;
        return isNew;
    }

    public override bool Press(Key key, Modifiers modifiers)
    {
        switch (key)
        {
            case Key.Left:
                Time.Move(-MoveByKey, Samples);
                return true;
            case Key.Right:
                Time.Move(MoveByKey, Samples);
                return true;
            case Key.Equal or Key.KeypadAdd:
                Time.ZoomAt(0.5, 1 / ZoomPerKey, Samples);
                return true;
            case Key.Minus or Key.KeypadSubtract:
                Time.ZoomAt(0.5, ZoomPerKey, Samples);
                return true;
            case Key.Home:
                Time.ShowAll();
                return true;
            default:
                return false;
        }
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        if (isHovered && Samples.Count > 0)
        {
            float x = Math.Clamp(pointed, Area.Left + 0.5f, Area.Right - 0.5f);
            ink.Line(x, Area.Top, x, Area.Bottom, Theme.Text.WithAlpha(0xa0));
        }
    }

    public override void DrawOver(Ink ink, SKRect room)
    {
        if (Samples.Count > 0)
        {
            HistorySample sample = Samples[Time.SampleAt(Share(pointed), Samples)];
            new Readout($"step {NumberText.Whole(sample.Step)}", [.. plot.Read(sample, context.State)]).Draw(ink, pointed, Area, room);
        }
    }

    private double Share(float x) => Math.Clamp((x - Area.Left) / Area.Width, 0, 1);
}
