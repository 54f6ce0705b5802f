using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A line that opens to be typed; what Enter, and going elsewhere, do with it is for whoever derives from it.</summary>
/// <param name="name">What tests and the panel call it.</param>
/// <param name="get">What it begins with.</param>
/// <param name="longestText">Letters that it takes at most.</param>
internal abstract class TypedField(string name, Func<string> get, int longestText) : Widget(name)
{
    private const float Inset = 8;

    private readonly LineEdit line = new(longestText);
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
                Enter(line.Text);
                return true;
            case Key.Escape:
                isOpen = false;
                return true;
            default:
                return line.Press(key);
        }
    }

    // Nothing else: the space that opened the field comes here too.
    public override void Type(string text) => line.Insert(string.Concat(text.Where(Takes)));

    public override void Leave()
    {
        if (isOpen)
        {
            isOpen = false;
            GoElsewhere(line.Text);
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
            DrawClosed(ink, get(), inner);
        }
    }

    /// <summary>Whether it takes a letter.</summary>
    protected abstract bool Takes(char letter);

    /// <summary>Does what Enter does.</summary>
    protected abstract void Enter(string text);

    /// <summary>Does what going elsewhere does.</summary>
    protected abstract void GoElsewhere(string text);

    /// <summary>Draws the text of the closed field.</summary>
    protected abstract void DrawClosed(Ink ink, string text, SKRect inner);

    private void Open()
    {
        if (!isOpen)
        {
            isOpen = true;
            line.Begin(get());
        }
    }
}
