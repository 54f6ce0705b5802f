using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A text that works while it is being typed.</summary>
internal sealed class SearchField(string name, string hint, string shortcut) : Widget(name)
{
    private readonly LineEdit line = new();
    private bool isOpen;

    public override bool IsTyping => isOpen;

    /// <summary>What is looked for; empty for everything.</summary>
    public string Text => line.Text.Trim();

    public override void Press(float x) => isOpen = true;

    /// <summary>Looks for everything again.</summary>
    public void Clear() => line.Begin("");

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (isOpen ? key is Key.Enter or Key.KeypadEnter or Key.Escape : Clicks(key))
        {
            isOpen = !isOpen;
            return true;
        }

        return isOpen && line.Press(key);
    }

    // Nothing that names and explanations do without: the keys that lead here, such as the slash, make characters too.
    public override void Type(string text) =>
        line.Insert(string.Concat(text.Where(letter => char.IsLetterOrDigit(letter) || (letter == ' ' && Text.Length > 0))));

    public override void Leave() => isOpen = false;

    public override void Draw(Ink ink, bool isHovered)
    {
        ink.Fill(Area, isOpen ? Theme.Backdrop : Ground(isHovered));
        ink.Outline(Area, isOpen ? Theme.Accent : Theme.Line, isOpen ? 1.5f : 1);
        Icons.Magnifier(ink, new(Area.Left + 14, Area.MidY), Theme.Muted);
        SKRect inner = new(Area.Left + 28, Area.Top, Area.Right - 8, Area.Bottom);
        if (isOpen)
        {
            line.Draw(ink, inner);
        }

        if (line.Text.Length == 0)
        {
            ink.Text(hint, inner.Left + (isOpen ? 4 : 0), inner.MidY, Theme.Muted);
            ink.Text(isOpen ? "" : shortcut, inner.Right, inner.MidY, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
        }
        else if (!isOpen)
        {
            ink.Text(Ink.Fit(line.Text, inner.Width), inner.Left, inner.MidY, Theme.Text);
        }
    }
}
