using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A line of text with a caret, as it is being typed.</summary>
internal sealed class LineEdit(int longestText = LineEdit.UsualLongestText)
{
    /// <summary>Letters that it takes at most unless said otherwise.</summary>
    public const int UsualLongestText = 40;

    private int caret;
    private bool isMarked;

    /// <summary>What has been typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Begins with a text, marked so that the first character takes its place.</summary>
    public void Begin(string text)
    {
        Text = text;
        caret = text.Length;
        isMarked = text.Length > 0;
    }

    /// <summary>Puts text where the caret is.</summary>
    public void Insert(string typed)
    {
        if (typed.Length == 0)
        {
            return;
        }

        if (isMarked)
        {
            Begin("");
        }

        if (Text.Length + typed.Length <= longestText)
        {
            Text = Text.Insert(caret, typed);
            caret += typed.Length;
        }
    }

    /// <summary>Moves the caret or takes characters away; false where the key does neither.</summary>
    public bool Press(Key key)
    {
        if (isMarked && key is Key.Backspace or Key.Delete)
        {
            Begin("");
            return true;
        }

        switch (key)
        {
            case Key.Backspace:
                Text = caret > 0 ? Text.Remove(caret - 1, 1) : Text;
                caret = Math.Max(0, caret - 1);
                break;
            case Key.Delete:
                Text = caret < Text.Length ? Text.Remove(caret, 1) : Text;
                break;
            case Key.Left:
                caret = Math.Max(0, caret - 1);
                break;
            case Key.Right:
                caret = Math.Min(Text.Length, caret + 1);
                break;
            case Key.Home:
                caret = 0;
                break;
            case Key.End:
                caret = Text.Length;
                break;
            default:
                return false;
        }

        isMarked = false;
        return true;
    }

    /// <summary>Draws text, mark and caret; what does not fit leaves on the left.</summary>
    public void Draw(Ink ink, SKRect area)
    {
        float before = Ink.Measure(Text[..caret]);
        float left = area.Left - Math.Max(0, before - area.Width + 1);
        ink.Canvas.Save();
        ink.Canvas.ClipRect(SKRect.Inflate(area, 2, 0));
        if (isMarked)
        {
            SKRect mark = new(left - 1, area.MidY - 9, left + Ink.Measure(Text) + 1, area.MidY + 9);
            ink.Fill(mark, Theme.Accent.WithAlpha(0x50), 2);
        }

        ink.Text(Text, left, area.MidY, Theme.Text);
        ink.Line(left + before, area.MidY - 8, left + before, area.MidY + 8, Theme.Accent, 1.5f);
        ink.Canvas.Restore();
    }
}
