using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>One of a few values: its left half goes to the one before, its right half to the next, around the end.</summary>
internal sealed class Stepper(string name, Func<IReadOnlyList<string>> choices, Func<string> get, Action<int> set) : Widget(name)
{
    /// <summary>The value's colour.</summary>
    public Func<SKColor> Color { get; init; } = () => Theme.Text;

    public override void Press(float x) => Step(x < Area.MidX ? -1 : 1);

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (key == Key.Left)
        {
            Step(-1);
        }
        else if (key == Key.Right || Clicks(key))
        {
            Step(1);
        }
        else
        {
            return false;
        }

        return true;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        ink.Fill(Area, Ground(isHovered));
        Icons.Chevron(ink, new(Area.Left + 12, Area.MidY), -1, Theme.Muted);
        Icons.Chevron(ink, new(Area.Right - 12, Area.MidY), 1, Theme.Muted);
        string text = Ink.Fit(get(), Area.Width - 44);
        ink.Text(text, Area.MidX, Area.MidY, Color(), align: TextAlign.Center);
    }

    private void Step(int direction)
    {
        IReadOnlyList<string> all = choices();
        int now = all.ToList().IndexOf(get());
        set((now + direction + all.Count) % all.Count);
    }
}
