using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>Does something when it is clicked.</summary>
internal sealed class Button(string name, Action click) : Widget(name)
{
    private const float IconWidth = 14;
    private const float CornerSize = 10;

    /// <summary>What it says, if anything.</summary>
    public Func<string>? Text { get; init; }

    /// <summary>The key that does the same, if there is one, right of the text or in the corner.</summary>
    public string? Shortcut { get; init; }

    /// <summary>What is drawn left of the text, or above it where there is room.</summary>
    public Action<Ink, SKPoint, SKColor>? Icon { get; init; }

    /// <summary>Whether it stands out as the chosen one among several.</summary>
    public Func<bool>? IsChosen { get; init; }

    /// <summary>Whether it has no ground of its own until the pointer is on it.</summary>
    public bool IsQuiet { get; init; }

    public override void Press(float x) => click();

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (!Clicks(key))
        {
            return false;
        }

        click();
        return true;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        bool isChosen = IsChosen?.Invoke() ?? false;
        if (!IsQuiet || isHovered)
        {
            ink.Fill(Area, Ground(isHovered || isChosen));
        }

        if (isChosen)
        {
            ink.Outline(Area, Theme.Accent, 1.5f);
        }

        SKColor color = IsQuiet && !isHovered ? Theme.Muted : Theme.Text;
        string text = Text?.Invoke() ?? "";
        if (Icon is not null && Area.Height > 1.4f * Theme.RowHeight)
        {
            Icon(ink, new SKPoint(Area.MidX, Area.Top + 17), color);
            SKColor below = isChosen ? Theme.Text : Theme.Muted;
            ink.Text(text, Area.MidX, Area.Bottom - 12, below, Theme.SmallSize, align: TextAlign.Center);
            ink.Text(Shortcut ?? "", Area.Right - 5, Area.Top + 9, Theme.Muted, CornerSize, align: TextAlign.Right);
            return;
        }

        DrawLine(ink, text, color);
    }

    // Icon, text and shortcut as one line that stands in the middle.
    private void DrawLine(Ink ink, string text, SKColor color)
    {
        float icon = Icon is null || text.Length == 0 ? 0 : IconWidth + 4;
        float shortcut = Shortcut is null ? 0 : Ink.Measure(Shortcut, Theme.SmallSize) + 7;
        float left = Area.MidX - (icon + Ink.Measure(text) + shortcut) / 2;
        Icon?.Invoke(ink, new SKPoint(text.Length > 0 ? left + IconWidth / 2 : Area.MidX, Area.MidY), color);
        float right = left + icon + ink.Text(text, left + icon, Area.MidY, color);
        if (Shortcut is not null)
        {
            ink.Text(Shortcut, right + 7, Area.MidY, Theme.Muted, Theme.SmallSize);
        }
    }
}
