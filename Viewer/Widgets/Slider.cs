using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A number, by dragging a knob.</summary>
internal sealed class Slider(string name, NumberScale scale, Func<double> get, Action<double> set) : Widget(name)
{
    /// <summary>How high it is.</summary>
    public const float Height = 18;

    /// <summary>How far the knob goes beyond the ends of the track.</summary>
    public const float Overhang = 7;

    private const float KnobRadius = 6;

    private float TrackLeft => Area.Left + Overhang;

    private float TrackRight => Area.Right - Overhang;

    public override void Press(float x) => Drag(x);

    public override void Drag(float x) => Change(scale.Value((x - TrackLeft) / (TrackRight - TrackLeft)));

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (key is not (Key.Left or Key.Right))
        {
            return false;
        }

        Change(scale.Step(get(), key == Key.Left ? -1 : 1, modifiers.HasFlag(Modifiers.Shift)));
        return true;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        float knob = TrackLeft + (TrackRight - TrackLeft) * (float)scale.Fraction(get());
        ink.Fill(new SKRect(TrackLeft, Area.MidY - 1.5f, TrackRight, Area.MidY + 1.5f), Theme.Line, 1.5f);
        ink.Fill(new SKRect(TrackLeft, Area.MidY - 1.5f, knob, Area.MidY + 1.5f), Theme.Accent, 1.5f);
        float radius = isHovered ? KnobRadius : KnobRadius - 1;
        ink.Fill(new SKRect(knob - radius, Area.MidY - radius, knob + radius, Area.MidY + radius), Theme.Text, radius);
    }

    private void Change(double value)
    {
        if (value != get())
        {
            set(value);
        }
    }
}
