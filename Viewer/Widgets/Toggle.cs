using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A switch: on or off.</summary>
internal sealed class Toggle(string name, Func<bool> get, Action<bool> set) : Widget(name)
{
    /// <summary>How wide it is.</summary>
    public const float Width = 36;

    /// <summary>How high it is.</summary>
    public const float Height = 20;

    public override void Press(float x) => set(!get());

    /// <summary>A click turns it; the arrows say which way.</summary>
    public override bool Press(Key key, Modifiers modifiers)
    {
        if (Clicks(key))
        {
            set(!get());
        }
        else if (key is Key.Left or Key.Right)
        {
            if (get() != (key == Key.Right))
            {
                set(key == Key.Right);
            }
        }
        else
        {
            return false;
        }

        return true;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        bool isOn = get();
        ink.Fill(Area, isOn ? Theme.Accent : Ground(isHovered), Area.Height / 2);
        if (!isOn)
        {
            ink.Outline(Area, Theme.Line, 1, Area.Height / 2);
        }

        float middle = isOn ? Area.Right - Area.Height / 2 : Area.Left + Area.Height / 2;
        float radius = Area.Height / 2 - 3;
        SKRect knob = new(middle - radius, Area.MidY - radius, middle + radius, Area.MidY + radius);
        ink.Fill(knob, isOn ? Theme.Backdrop : Theme.Muted, radius);
    }
}
