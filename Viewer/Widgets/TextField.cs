using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A value that can be typed: Enter or going elsewhere applies it, Escape does not.</summary>
internal sealed class TextField(string name, Func<string> get, Action<string> apply) : Widget(name)
{
    private const float Inset = 8;

    private readonly LineEdit line = new();
    private bool isOpen;

    public override bool IsTyping => isOpen;

    /// <summary>The colour of the closed field's text.</summary>
    public Func<SKColor> Color { get; init; } = () => Theme.Text;

    /// <summary>What it takes: unless said otherwise, what numbers and names are made of.</summary>
    public Func<char, bool> Accepts { get; init; } = letter => char.IsLetterOrDigit(letter) || letter is '-' or '+' or '.' or ',';

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
                Leave();
                return true;
            case Key.Escape:
                isOpen = false;
                return true;
            default:
                return line.Press(key);
        }
    }

    // Nothing else: the space that opened the field comes here too.
    public override void Type(string text) => line.Insert(string.Concat(text.Where(Accepts)));

    public override void Leave()
    {
        if (isOpen)
        {
            isOpen = false;
            apply(line.Text);
        }
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        SKRect inner = SKRect.Inflate(Area, -Inset, 0);
        if (isOpen)
        {
            ink.Fill(Area, Theme.Backdrop);
            ink.Outline(Area, Theme.Accent, 1.5f);
            line.Draw(ink, inner);
        }
        else
        {
            ink.Fill(Area, Ground(isHovered));
            ink.Text(Ink.Fit(get(), inner.Width), inner.Right, inner.MidY, Color(), align: TextAlign.Right);
        }
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
