using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A line that is typed or pasted for something that Enter does; Escape and going elsewhere do nothing.</summary>
/// <param name="name">What tests and the panel call it.</param>
/// <param name="hint">What it says while it is empty.</param>
/// <param name="get">What it begins with.</param>
/// <param name="enter">What Enter does with the line.</param>
internal sealed class EntryField(string name, string hint, Func<string> get, Action<string> enter) : Widget(name)
{
    // Links hold whole recipes.
    private const int LongestText = 1 << 16;
    private const float Inset = 8;

    private readonly LineEdit line = new(LongestText);
    private bool isOpen;

    public override bool IsTyping => isOpen;

    public override void Press(float x) => Open();

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (!isOpen)
        {
            if (Clicks(key))
            {
                Open();
            }

            return Clicks(key);
        }

        switch (key)
        {
            case Key.Enter or Key.KeypadEnter:
                isOpen = false;
                enter(line.Text.Trim());
                return true;
            case Key.Escape:
                isOpen = false;
                return true;
            default:
                return line.Press(key);
        }
    }

    public override void Type(string text) => line.Insert(string.Concat(text.Where(letter => !char.IsControl(letter))));

    public override void Leave() => isOpen = false;

    public override void Draw(Ink ink, bool isHovered)
    {
        SKRect inner = SKRect.Inflate(Area, -Inset, 0);
        if (isOpen)
        {
            ink.Fill(Area, Theme.Backdrop);
            ink.Outline(Area, Theme.Accent, 1.5f);
            line.Draw(ink, inner);
            return;
        }

        string text = get();
        ink.Fill(Area, Ground(isHovered));
        SKColor color = text.Length > 0 ? Theme.Text : Theme.Muted;
        ink.Text(Ink.Fit(text.Length > 0 ? text : hint, inner.Width), inner.Left, inner.MidY, color);
    }

    private void Open()
    {
        if (!isOpen)
        {
            isOpen = true;
            line.Begin(get());
        }
    }
}
